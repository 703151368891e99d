/**
 * The HTTP side: who asks, for what, in which form the answer goes out.
 *
 * <p>It is the JDK's own HTTPS server: it starts in tens of milliseconds, needs no library, and a
 * thread for each open request is cheap at the few dozen watches that one machine has.
 */
package dev.tenon.local.api.http;
