package dev.tenon.engine.yaml;

import dev.tenon.engine.problem.Position;

/**
 * Why a document cannot be read.
 *
 * @param at where
 * @param message what is wrong; no full stop at the end
 * @param fix what to do, as a sentence
 */
public record YamlProblem(Position at, String message, String fix) {
  /** {@code file:line:column: message}, and the fix on a second line. */
  @Override
  public String toString() {
    return at + ": " + message + (fix.isEmpty() ? "" : "\n  fix: " + fix);
  }
}
