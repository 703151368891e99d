package dev.tenon.e2e.chart;

import java.util.List;
import java.util.regex.Pattern;

/** A text of many manifests, taken apart. */
final class Documents {
  private static final Pattern BETWEEN = Pattern.compile("(?m)^---\\s*$\\n?");
  private static final Pattern HOLDS_SOMETHING = Pattern.compile("(?m)^kind: ");

  private Documents() {}

  /** The manifests in it; what holds nothing but comments is none. */
  static List<String> of(String text) {
    return BETWEEN
        .splitAsStream(text)
        .filter(document -> HOLDS_SOMETHING.matcher(document).find())
        .map(document -> document.strip() + "\n")
        .toList();
  }
}
