package dev.tenon.cli.check.format;

import dev.tenon.cli.check.Findings;
import dev.tenon.cli.console.ProblemPrinter;
import java.util.stream.Collectors;

/** Every problem as admission would say it, after its file, line and column. */
final class TextFormat {
  private TextFormat() {}

  static String of(Findings findings) {
    return findings.problems().stream()
        .map(problem -> ProblemPrinter.text(problem) + "\n")
        .collect(Collectors.joining());
  }
}
