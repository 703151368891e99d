package dev.tenon.cli.board;

import dev.tenon.cli.console.Streams;
import java.util.Map;
import java.util.Optional;

/** Chooses how to show integrations. */
public final class Displays {
  private Displays() {}

  /**
   * A live table where standard output is a terminal; otherwise lines, or with {@code once} the
   * table at the end.
   *
   * @param environment of the process
   */
  public static Display of(Streams streams, boolean once, Map<String, String> environment) {
    Optional<Terminal.Size> size = Terminal.size(environment);
    if (size.isPresent()) {
      return new LiveTable(
          streams.out(),
          streams.err(),
          Palette.of(true, environment),
          size.get(),
          Terminal.sizeOverTime(environment, size.get()));
    }
    return once
        ? new FinalTable(streams.out(), streams.err())
        : new PlainLines(streams.out(), streams.err(), System::nanoTime);
  }
}
