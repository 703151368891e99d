/**
 * What is wrong, and how it is said: the one error type of schema, references, parameters and
 * policy.
 */
package dev.tenon.engine.problem;
