package dev.tenon.cli.check.format;

import dev.tenon.cli.check.Findings;
import java.util.function.Function;

/** The formats that a check can print its findings in. Their names and shapes are an interface. */
public enum Format {
  /** Line by line, for people. */
  text(TextFormat::of),
  /** One JSON object, for scripts. */
  json(JsonFormat::of),
  /** SARIF 2.1.0, for code scanning: every problem at its file and line. */
  sarif(SarifFormat::of),
  /** JUnit's XML, for the test reports of CI systems: an object is a test. */
  junit(JunitFormat::of),
  /** Reports of openreports.io, as YAML, one for each namespace. */
  report(OpenReportFormat::of);

  private final Function<Findings, String> print;

  Format(Function<Findings, String> print) {
    this.print = print;
  }

  /** The findings in this format, with a line break at the end unless empty. */
  public String print(Findings findings) {
    return print.apply(findings);
  }
}
