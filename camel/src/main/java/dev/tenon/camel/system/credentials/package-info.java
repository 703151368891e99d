/**
 * What requests authenticate with. Values of Secrets are read when they are needed and are in no
 * message; a type of credentials is one class. What needs the OAuth library loads it only when it
 * is used.
 */
package dev.tenon.camel.system.credentials;
