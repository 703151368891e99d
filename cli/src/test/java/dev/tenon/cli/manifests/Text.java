package dev.tenon.cli.manifests;

import dev.tenon.cli.console.ProblemPrinter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Files of manifests out of texts, and what is said about them. */
final class Text {
  private Text() {}

  static ReadFile file(String name, String yaml) {
    return new ManifestReader(new Kinds()).read(source(name, yaml));
  }

  static Source source(String name, String yaml) {
    return new Source(name, yaml.getBytes(StandardCharsets.UTF_8));
  }

  static Manifests together(ReadFile... files) {
    return Manifests.of(Stream.of(files).toList(), List.of());
  }

  /** What is printed about a file. */
  static String said(ReadFile file) {
    List<String> lines = new ArrayList<>();
    ProblemPrinter.print(file.problems(), lines::add);
    return String.join("\n", lines);
  }
}
