package dev.tenon.plan;

import java.util.SortedSet;

/**
 * What a runtime must offer.
 *
 * @param state a state store: for inboxes, polls, limits and rotating tokens
 * @param http an HTTP port that others can reach
 * @param components Camel components besides ours, by scheme
 * @param languages Camel languages, by name
 */
public record Needs(
    boolean state, boolean http, SortedSet<String> components, SortedSet<String> languages) {}
