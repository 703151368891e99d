package dev.tenon.engine.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Texts that mean something to YAML, Camel, Simple, jq, HTTP or a terminal, put together at random.
 */
final class HostileTexts {
  static final List<String> FRAGMENTS =
      List.of(
          // Camel's URIs and placeholders
          "&",
          "&x=y",
          "?x=y",
          "?",
          "=",
          "RAW(",
          "RAW(x)",
          "RAW{x}",
          ")&y=",
          "#bean:x",
          "#class:java.io.File",
          "{{",
          "}}",
          "{{env:HOME}}",
          "{{?x}}",
          "\\{{x\\}}",
          "{ {",
          "{",
          "}",
          "%7B%7B",
          "%7b",
          "%2e%2e",
          "%26",
          "%",
          "+",
          "resource:file:/etc/passwd",
          " resource:classpath:x",
          "Resource:x",
          "ref:x",
          "bean:x",
          "class:x",
          "direct:x",
          "exec:ls",
          "file:/etc",
          "http://evil.example/",
          "system:other",
          "inbox:other?call=x",
          // Simple
          "${",
          "${body}",
          "${env:HOME}",
          "${sys.x}",
          "$simple{x}",
          "$init{",
          "}init$",
          "$",
          "\\$",
          " ? a : b",
          " ?: b",
          " ~> x",
          "?~>",
          "++",
          "--",
          "@@[x]@@",
          // jq
          ".",
          ".a",
          ".a.b",
          "|",
          " | env",
          "env",
          "$ENV",
          "$__loc__",
          "input",
          "def f: f; f",
          "\"\\(env.HOME)\"",
          "[",
          "]",
          "..",
          ";",
          "// 1",
          ", .b",
          "(.a)",
          "\"x\"",
          "empty",
          "$checkpoint",
          "$next",
          "error",
          "limit(3; repeat(1))",
          // YAML
          ": ",
          ":",
          " #",
          "#",
          "- ",
          "-",
          "---",
          "...",
          "!!java.io.File x",
          "!x",
          "*a",
          "&a",
          ">",
          "|-",
          "~",
          "null",
          "true",
          "no",
          "0x1F",
          "1e3",
          "012",
          "1:30",
          "2026-01-01",
          "<<",
          "@",
          "`",
          "'",
          "\"",
          "''",
          "\"\"",
          "\\",
          "\\n",
          "\\u0041",
          "\\x41",
          // whitespace, controls and Unicode
          " ",
          "  ",
          "\n",
          "\n\n",
          "\r",
          "\r\n",
          "\t",
          "\u0000",
          "\u0007",
          "\u001b[31m",
          "\u007f",
          "\u0085",
          "\u00a0",
          "\u00ad",
          "\u200b",
          "\u200e",
          "\u202e",
          "\u2028",
          "\u2029",
          "\u2066",
          "\ufeff",
          "\ufffe",
          "\ud83d\ude00",
          "\ud83d",
          "\ude00",
          "e\u0301",
          "\u00e9",
          "\u0130",
          "\u4e2d",
          // paths and headers
          "/",
          "//",
          "../",
          "/..",
          "/./",
          "..\\",
          "{a}",
          "{a.b}",
          "{+a}",
          "{a*}",
          "{",
          "/x",
          "x/",
          ":80",
          "@evil",
          "~",
          ",",
          "*",
          "X: y",
          "\r\nX-Evil: 1",
          "Authorization",
          "Camel",
          "CamelHttpUri",
          // ordinary
          "a",
          "Z",
          "0",
          "7",
          "-1",
          "1.5",
          "abc",
          "orders",
          "10s",
          "1m",
          "500/h",
          "GET",
          "application/json",
          "");

  private final Random random;

  HostileTexts(long seed) {
    this.random = new Random(seed);
  }

  /** One to four fragments, at times around a value that is good by itself. */
  String next(String good) {
    int shape = random.nextInt(10);
    if (shape == 0) {
      return fragment();
    }
    List<String> parts = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      parts.add(fragment());
    }
    if (shape < 6) {
      parts.add(random.nextInt(parts.size() + 1), good);
    }
    String text = String.join("", parts);
    return shape == 9 && random.nextInt(20) == 0 ? text.repeat(200) : text;
  }

  private String fragment() {
    return FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
  }
}
