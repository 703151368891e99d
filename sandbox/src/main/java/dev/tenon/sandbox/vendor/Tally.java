package dev.tenon.sandbox.vendor;

/**
 * How often something was seen: a key, a path, a record.
 *
 * @param received requests, whatever became of them
 * @param applied requests that were carried out and were to change something; never reads
 * @param differing whether requests with one idempotency key were not all the same
 */
public record Tally(String name, int received, int applied, boolean differing) {}
