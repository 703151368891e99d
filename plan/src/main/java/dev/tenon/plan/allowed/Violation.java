package dev.tenon.plan.allowed;

/**
 * Something in routes that may not be used.
 *
 * @param fieldPath below the routes, such as {@code [0].route.from.steps[2].wireTap}
 * @param name of the offender: an element, field, option, scheme, language, function or variable
 * @param message what is wrong, for the person who wrote it
 * @param fix what to do
 */
public record Violation(String fieldPath, String name, String message, String fix) {}
