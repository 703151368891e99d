package dev.tenon.sandbox.webhook;

import java.util.SortedMap;

/**
 * What became of the events of a webhook.
 *
 * @param sent events that were sent at least once
 * @param attempts requests, repeated ones included
 * @param acknowledged events that were taken (2xx)
 * @param gaveUp events that were not, however often they were sent
 * @param pending events that are under way or wait for their next attempt
 * @param replies requests by what came of them: a status, {@code refused}, {@code closed}, {@code
 *     timeout}
 */
public record WebhookCounts(
    long sent,
    long attempts,
    long acknowledged,
    long gaveUp,
    long pending,
    SortedMap<String, Long> replies) {}
