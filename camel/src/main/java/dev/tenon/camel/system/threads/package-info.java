/** The few threads that all contexts of a process share. */
package dev.tenon.camel.system.threads;
