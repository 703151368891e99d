package dev.tenon.sandbox.webhook;

import java.time.Duration;
import java.util.SortedMap;

/**
 * What a load showed. Latencies are from when an event was due, not from when a connection was free
 * for it, to the end of its acknowledgement; so a receiver that stalls cannot hide it.
 *
 * @param asked the rate that was asked for, in events a second
 * @param reached the rate of acknowledgements, in events a second
 * @param replies by status, {@code refused}, {@code closed}, {@code timeout}
 */
public record LoadReport(
    double asked,
    double reached,
    long sent,
    long acknowledged,
    SortedMap<String, Long> replies,
    Duration p50,
    Duration p90,
    Duration p99,
    Duration p999,
    Duration max) {}
