package dev.tenon.cli.up;

import java.io.IOException;

/** Makes control planes. */
@FunctionalInterface
public interface Planes {
  /**
   * Starts the API of one, and returns when it answers.
   *
   * @throws IOException where it cannot start: a port that is taken, a home that cannot be used;
   *     the message says what to do
   */
  Plane start(PlaneOptions options) throws IOException;
}
