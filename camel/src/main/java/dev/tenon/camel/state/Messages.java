package dev.tenon.camel.state;

/**
 * Stored messages: their rows are an inbox's queue, its memory of keys, what it holds and its dead
 * letters.
 */
public interface Messages {}
