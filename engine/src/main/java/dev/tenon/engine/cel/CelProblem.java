package dev.tenon.engine.cel;

/**
 * What keeps an expression from compiling, and where.
 *
 * @param line from 1
 * @param column from 1, in code points; 0 where the whole expression is meant
 * @param message what is wrong, in the words of cel-go
 */
public record CelProblem(int line, int column, String message) {
  @Override
  public String toString() {
    return line + ":" + column + ": " + message;
  }
}
