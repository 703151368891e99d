package dev.tenon.sandbox.control;

import dev.tenon.sandbox.exchange.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The page and what it is made of; it loads nothing from elsewhere, and its policy forbids it. */
final class Page {
  private static final Map<String, String> TYPES =
      Map.of("page.css", "text/css; charset=utf-8", "page.js", "text/javascript; charset=utf-8");

  Answer index() {
    return of("index.html", "text/html; charset=utf-8")
        .with(
            "Content-Security-Policy",
            "default-src 'self'; img-src data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'")
        .with("Referrer-Policy", "no-referrer");
  }

  Optional<Answer> asset(String name) {
    return Optional.ofNullable(TYPES.get(name)).map(type -> of(name, type));
  }

  private static Answer of(String name, String type) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing beside " + Page.class.getName());
      }
      return Answer.of(200, type, in.readAllBytes()).with("X-Content-Type-Options", "nosniff");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
