package dev.tenon.cli.operator;

import dev.tenon.cli.log.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;

/** A file that says how much is logged, and may change while the operator runs. */
public final class LevelFile {
  private final Path file;
  private String seen = "";

  /** A file that need not be there. */
  public LevelFile(Path file) {
    this.file = file;
  }

  /** Obeys what it says now. What is no level changes nothing. */
  public void look() {
    try {
      String text = Files.readString(file).strip();
      if (!text.equals(seen)) {
        seen = text;
        level(text).ifPresent(Logs::level);
      }
    } catch (IOException e) {
      // between two mounts, or not there: as before
    }
  }

  /** The level of that word: error, warning, info, debug. */
  public static Optional<Level> level(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "error" -> Optional.of(Level.SEVERE);
      case "warning", "warn" -> Optional.of(Level.WARNING);
      case "info" -> Optional.of(Level.INFO);
      case "debug" -> Optional.of(Level.FINE);
      default -> Optional.empty();
    };
  }
}
