package dev.tenon.engine.cel;

import java.util.List;

/**
 * An expression that does not parse or does not type-check. The message shows each problem under
 * its line, as cel-go prints it.
 */
public final class CelCompileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<CelProblem> problems;

  CelCompileException(String message, List<CelProblem> problems) {
    super(message, null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order of their positions. */
  public List<CelProblem> problems() {
    return problems;
  }
}
