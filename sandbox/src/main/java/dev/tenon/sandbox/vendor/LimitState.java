package dev.tenon.sandbox.vendor;

/**
 * Where a limit stands, in requests.
 *
 * @param capacity how many there may be in the window, or at once
 * @param used how many there are
 * @param peak the most there ever were
 * @param refused how many requests were refused by it
 */
public record LimitState(String name, int capacity, int used, int peak, int refused) {}
