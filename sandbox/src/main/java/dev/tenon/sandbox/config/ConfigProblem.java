package dev.tenon.sandbox.config;

/**
 * One mistake in a sandbox file: where it stands (file, line and column from 1, the path of the
 * field) and what was expected there.
 */
public record ConfigProblem(String file, int line, int column, String field, String message) {

  @Override
  public String toString() {
    return file
        + ":"
        + line
        + ":"
        + column
        + ": "
        + (field.isEmpty() ? "" : field + ": ")
        + message;
  }
}
