package dev.tenon.engine.policy;

import dev.tenon.engine.problem.Basis;

/**
 * Something that a policy demands and that is not so.
 *
 * @param index of the validation; negative for a condition that failed
 */
record Violation(int index, String fieldPath, String message, String fix, Basis basis) {}
