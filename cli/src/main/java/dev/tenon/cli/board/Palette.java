package dev.tenon.cli.board;

import java.util.Map;

/**
 * Colours of a terminal, or none.
 *
 * @param colours whether there are any
 */
public record Palette(boolean colours) {
  /** How a text is to look. */
  enum Look {
    PLAIN(""),
    HEADING("1"),
    GOOD("32"),
    DOUBTFUL("33"),
    BAD("31"),
    FAINT("2");

    private final String code;

    Look(String code) {
      this.code = code;
    }
  }

  /**
   * Colours where the terminal has them and nobody objects.
   *
   * @param environment of the process: {@code NO_COLOR} that is set and not empty objects
   *     (no-color.org)
   */
  public static Palette of(boolean terminal, Map<String, String> environment) {
    boolean objected = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Palette(terminal && !objected);
  }

  String paint(Look look, String text) {
    return !colours || look == Look.PLAIN || text.isBlank()
        ? text
        : "\u001b[" + look.code + "m" + text + "\u001b[0m";
  }
}
