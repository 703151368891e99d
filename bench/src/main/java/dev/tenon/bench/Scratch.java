package dev.tenon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for one run, and its end. */
public record Scratch(Path path) implements AutoCloseable {
  /** A new one. */
  public static Scratch create() throws IOException {
    return new Scratch(Files.createTempDirectory("tenon-bench-"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
