package dev.tenon.engine.assess;

/**
 * One row of the table of conditions: what a condition can say, what it means, and what a person
 * does about it.
 *
 * @param remedy empty where there is nothing to do
 */
public record Meaning(String status, String reason, String meaning, String remedy) {}
