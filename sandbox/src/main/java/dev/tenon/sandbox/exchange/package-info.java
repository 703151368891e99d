/** A request, its answer and how the answer goes out, as values; nothing here knows a socket. */
package dev.tenon.sandbox.exchange;
