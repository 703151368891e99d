package dev.tenon.engine.problem;

/**
 * A place in a file.
 *
 * @param file as the reader was given it
 * @param line from 1
 * @param column from 1
 */
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
