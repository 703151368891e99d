/**
 * The HTTP side: who asks, for what, in which form the answer goes out.
 *
 * <p>It is the JDK's own HTTPS server. Beside Vert.x, measured over TLS on two busy cores, 500
 * bytes an answer, handlers that may block: 11,000 requests/s against 14,000 with 16 clients, 0.15
 * ms against 0.11 ms at the median with one, and it listens in a third of the time on a cold JVM. A
 * start is waited for by a person and the difference in rate by nobody: what a request costs here
 * is its object, not its transport. A watch is a thread that sleeps, which is cheap at the dozens
 * that one machine has.
 */
package dev.tenon.local.api.http;
