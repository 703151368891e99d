/**
 * The sockets: listening, reading requests within bounds, and sending answers in order or as badly
 * as is asked for.
 */
package dev.tenon.sandbox.http;
