package dev.tenon.sandbox.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads how a vendor knows its callers. */
final class AuthReader {
  private enum Type {
    None,
    Bearer,
    Basic,
    Header,
    OAuth2
  }

  private AuthReader() {}

  static AuthConfig read(YamlValue value, Path folder) {
    Fields fields =
        new Fields(value, "a kind of authentication, such as {type: Bearer, token: abc}");
    AuthConfig auth =
        switch (fields.requiredWord("type", Type.class).orElse(Type.None)) {
          case None -> new AuthConfig.None();
          case Bearer -> bearer(fields);
          case Basic ->
              new AuthConfig.Basic(
                  fields.required("username", "a name"), fields.required("password", "a password"));
          case Header ->
              new AuthConfig.Header(
                  fields.required("name", "a header such as X-API-Key"),
                  fields.required("value", "the key"));
          case OAuth2 -> oauth2(fields, folder);
        };
    fields.end();
    return auth;
  }

  private static AuthConfig.Bearer bearer(Fields fields) {
    List<String> tokens = fields.texts(fields.has("tokens") ? "tokens" : "token");
    if (tokens.isEmpty()) {
      fields.value().problem("needs token: the text that callers send after Bearer");
    }
    return new AuthConfig.Bearer(tokens);
  }

  private static AuthConfig.OAuth2 oauth2(Fields fields, Path folder) {
    Map<String, String> clients = new LinkedHashMap<>();
    fields.list(
        "clients",
        "clients, such as {id: a, secret: b}",
        item -> {
          Fields client = new Fields(item, "a client, such as {id: a, secret: b}");
          clients.put(
              client.required("id", "the client's id"),
              client.required("secret", "the client's secret"));
          client.end();
          return Optional.of(item);
        });
    Set<AuthConfig.Grant> grants = EnumSet.noneOf(AuthConfig.Grant.class);
    for (String word : fields.texts("grants")) {
      try {
        grants.add(AuthConfig.Grant.valueOf(word));
      } catch (IllegalArgumentException e) {
        fields
            .field("grants")
            .ifPresent(
                v ->
                    v.problem(
                        "holds '"
                            + word
                            + "'; expected some of "
                            + Fields.words(AuthConfig.Grant.class)));
      }
    }
    if (grants.isEmpty() && !fields.has("grants")) {
      grants.add(AuthConfig.Grant.ClientCredentials);
    }
    Optional<AuthConfig.JwtBearer> jwt = fields.field("jwt").map(v -> jwt(v, folder));
    if (grants.contains(AuthConfig.Grant.JWTBearer) && jwt.isEmpty()) {
      fields
          .value()
          .problem(
              "grants JWTBearer, and so needs jwt: what an assertion must say and be signed with");
    }
    if (clients.isEmpty()
        && (grants.contains(AuthConfig.Grant.ClientCredentials)
            || grants.contains(AuthConfig.Grant.RefreshToken))) {
      fields.value().problem("needs clients: a list of {id, secret}");
    }
    return new AuthConfig.OAuth2(
        fields.path("tokenPath", "/oauth/token"),
        fields.duration("lifetime", Duration.ofMinutes(30)),
        fields.bool("announceLifetime", true),
        clients,
        grants,
        fields.texts("refreshTokens"),
        fields.bool("rotate", true),
        fields.bool("reuseRevokes", false),
        jwt,
        fields.texts("scopes"));
  }

  private static AuthConfig.JwtBearer jwt(YamlValue value, Path folder) {
    Fields fields =
        new Fields(
            value,
            "what an assertion must say, such as {algorithm: RS256, keyFile: public.pem, issuer: me}");
    AuthConfig.Algorithm algorithm =
        fields
            .requiredWord("algorithm", AuthConfig.Algorithm.class)
            .orElse(AuthConfig.Algorithm.RS256);
    String key =
        fields.has("keyFile")
            ? keyFile(fields, folder)
            : fields.required("key", "a public key in PEM, or the shared secret for HS256");
    AuthConfig.JwtBearer jwt =
        new AuthConfig.JwtBearer(
            algorithm, key, fields.text("issuer"), fields.text("audience"), fields.text("subject"));
    fields.end();
    return jwt;
  }

  private static String keyFile(Fields fields, Path folder) {
    Path file = folder.resolve(fields.text("keyFile", "")).normalize();
    try {
      return Files.readString(file);
    } catch (IOException e) {
      fields.field("keyFile").ifPresent(v -> v.problem(file + " cannot be read"));
      return "";
    }
  }
}
