package dev.tenon.local.api.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A session with an API: steps in order. A file of cases has a line {@code === name} before each
 * case, and a line {@code >>> verb …} before each step; what follows up to the next such line is
 * the step's input.
 *
 * @param file the file it stands in, without its ending
 */
record Case(String file, String name, List<Step> steps) {
  /** One step. */
  record Step(String command, String input) {}

  /** The namespace that the case has for itself. */
  String namespace() {
    return "case-" + name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** All cases of a folder, sorted by file, in their order. */
  static List<Case> in(Path folder) throws IOException {
    List<Case> out = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cases")).sorted().toList()) {
        read(file, out);
      }
    }
    return out;
  }

  private static void read(Path path, List<Case> out) throws IOException {
    String file = path.getFileName().toString().replace(".cases", "");
    List<Step> steps = new ArrayList<>();
    StringBuilder input = new StringBuilder();
    String command = null;
    for (String line : Files.readAllLines(path)) {
      if (line.startsWith("=== ")) {
        add(steps, command, input);
        command = null;
        steps = new ArrayList<>();
        out.add(new Case(file, line.substring(4).trim(), steps));
      } else if (line.startsWith(">>> ")) {
        add(steps, command, input);
        command = line.substring(4).trim();
      } else if (command != null) {
        input.append(line).append('\n');
      }
    }
    add(steps, command, input);
  }

  private static void add(List<Step> steps, String command, StringBuilder input) {
    if (command != null) {
      steps.add(new Step(command, input.toString()));
    }
    input.setLength(0);
  }
}
