package dev.tenon.sandbox.vendor;

import dev.tenon.sandbox.config.AuthConfig;
import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Request;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;

/** Lets in who shows what the vendor wants to see. */
final class Gate {
  private final Style style;
  private final Predicate<Request> admits;
  private final String challenge;
  private final String wanted;
  private int refused;

  Gate(AuthConfig auth, Optional<Tokens> tokens, Style style) {
    this.style = style;
    if (auth instanceof AuthConfig.Bearer bearer) {
      admits =
          request ->
              bearer(request)
                  .filter(token -> bearer.tokens().stream().anyMatch(t -> same(t, token)))
                  .isPresent();
      challenge = "Bearer";
      wanted = "Authorization: Bearer with this vendor's token";
    } else if (auth instanceof AuthConfig.Basic basic) {
      String expected =
          Base64.getEncoder()
              .encodeToString(
                  (basic.username() + ":" + basic.password()).getBytes(StandardCharsets.UTF_8));
      admits = request -> credentials(request, "basic").filter(c -> same(expected, c)).isPresent();
      challenge = "Basic realm=\"sandbox\"";
      wanted = "Authorization: Basic with this vendor's name and password";
    } else if (auth instanceof AuthConfig.Header header) {
      admits =
          request -> request.header(header.name()).filter(v -> same(header.value(), v)).isPresent();
      challenge = "";
      wanted = header.name() + " with this vendor's key";
    } else if (tokens.isPresent()) {
      admits = request -> bearer(request).filter(tokens.get()::isValid).isPresent();
      challenge = "Bearer error=\"invalid_token\"";
      wanted = "Authorization: Bearer with an access token that is neither expired nor revoked";
    } else {
      admits = request -> true;
      challenge = "";
      wanted = "";
    }
  }

  /** The refusal, or empty for who may pass. */
  Optional<Answer> refusal(Request request) {
    if (admits.test(request)) {
      return Optional.empty();
    }
    refused++;
    Answer refusal = style.error(401, "unauthorized", "this vendor wants " + wanted);
    return Optional.of(challenge.isEmpty() ? refusal : refusal.with("WWW-Authenticate", challenge));
  }

  int refused() {
    return refused;
  }

  void reset() {
    refused = 0;
  }

  private static Optional<String> bearer(Request request) {
    return credentials(request, "bearer");
  }

  static Optional<String> credentials(Request request, String scheme) {
    return request
        .header("Authorization")
        .filter(
            v ->
                v.length() > scheme.length()
                    && v.regionMatches(true, 0, scheme, 0, scheme.length()))
        .filter(v -> v.charAt(scheme.length()) == ' ')
        .map(v -> v.substring(scheme.length() + 1).strip());
  }

  static boolean same(String expected, String actual) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
  }
}
