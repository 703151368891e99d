package dev.tenon.sandbox.http;

import java.time.Duration;

/**
 * How much of a client the server bears.
 *
 * @param bodyBytes the largest body of a request
 * @param connections how many connections may be open on one listener
 * @param patience how long a request may take to arrive
 * @param idle how long a connection without a request is kept
 */
public record Reading(int bodyBytes, int connections, Duration patience, Duration idle) {}
