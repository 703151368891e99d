package dev.tenon.engine.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What validating a value against a schema found. Findings with equal text are one, and the number
 * of checks that were made is counted, because of several alternatives the one with the most checks
 * passed is the one that is reported.
 */
final class Findings {
  /** An error before it has its field: the text is what tells two of them apart. */
  record Finding(String text, FieldError error) {}

  private final List<Finding> list = new ArrayList<>(0);
  private Set<String> seen = Set.of();
  private int checks;

  void add(String text, FieldError error) {
    add(new Finding(text, error));
  }

  private void add(Finding finding) {
    if (seen.isEmpty()) {
      seen = new HashSet<>();
    }
    if (seen.add(finding.text)) {
      list.add(finding);
    }
  }

  void merge(Findings other) {
    other.list.forEach(this::add);
    checks += other.checks;
  }

  /**
   * Takes over the number of checks only: what was found does not count, because the value is what
   * it was before.
   */
  Findings forgiven() {
    Findings out = new Findings();
    out.checks = checks;
    return out;
  }

  void passed() {
    checks++;
  }

  int checks() {
    return checks;
  }

  boolean valid() {
    return list.isEmpty();
  }

  List<FieldError> errors() {
    return list.stream().map(Finding::error).toList();
  }
}
