package dev.tenon.engine.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a file holds, it is read or there is a problem with a place in it; nothing is thrown.
 */
class AnyInputTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "b: ",
          "- ",
          "\n",
          "\n  ",
          "\n    ",
          "[",
          "]",
          "{",
          "}",
          ", ",
          ": ",
          "? ",
          "#",
          "\"",
          "'",
          "&x ",
          "*x",
          "<<: ",
          "!t ",
          "!!int ",
          "| ",
          ">-",
          "---\n",
          "...\n",
          "%YAML 1.1\n",
          "\t",
          "\r\n",
          "é",
          "😀",
          "\u0085",
          "\u2028",
          "\ufeff",
          "1",
          ".5",
          "yes",
          "~",
          "\\u00e9",
          "\\x",
          "@",
          "`");

  private final YamlReader reader = new YamlReader(new YamlLimits(5_000, 20, 200, 50));

  private void check(YamlStream stream, int lines) {
    stream
        .problems()
        .forEach(
            problem -> {
              assertThat(problem.message()).isNotBlank();
              assertThat(problem.at().line()).isBetween(1, lines + 1);
              assertThat(problem.at().column()).isPositive();
            });
    stream
        .documents()
        .forEach(document -> assertThat(document.position("x.y").line()).isPositive());
  }

  @Test
  void piecesOfYamlInAnyOrderAreReadOrRefused() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      check(
          reader.read("f", text.toString()), (int) text.chars().filter(c -> c == '\n').count() + 1);
    }
  }

  @Test
  void anyBytesAreReadOrRefused() {
    Random random = new Random(8);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        for (int j = 0; j < bytes.length; j++) {
          bytes[j] = (byte) (bytes[j] & 0x7f);
        }
      }
      String latin = new String(bytes, StandardCharsets.ISO_8859_1);
      check(reader.read("f", bytes), (int) latin.chars().filter(c -> c == '\n').count() + 1);
    }
  }
}
