package dev.tenon.sandbox.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A sandbox file that cannot be used. Its message names every mistake in it, one a line, in the
 * order of the file.
 */
public final class InvalidSandboxConfig extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  InvalidSandboxConfig(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All mistakes, at least one. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
