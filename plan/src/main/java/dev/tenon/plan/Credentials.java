package dev.tenon.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * How calls of a System authenticate. Each type names a Secret in the integration's own namespace
 * and reads fixed keys of it; the values are never part of a plan.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Credentials.None.class, name = "None"),
  @JsonSubTypes.Type(value = Credentials.Bearer.class, name = "Bearer"),
  @JsonSubTypes.Type(value = Credentials.Basic.class, name = "Basic"),
  @JsonSubTypes.Type(value = Credentials.Header.class, name = "Header"),
  @JsonSubTypes.Type(value = Credentials.OAuth2.class, name = "OAuth2")
})
public sealed interface Credentials {

  /** The keys that calls read; all of them must be there. */
  List<SecretKey> keys();

  /** No credentials. */
  record None() implements Credentials {
    @Override
    public List<SecretKey> keys() {
      return List.of();
    }
  }

  /** {@code Authorization: Bearer}; key {@code token}. */
  record Bearer(String secret) implements Credentials {
    @Override
    public List<SecretKey> keys() {
      return List.of(new SecretKey(secret, "token"));
    }
  }

  /**
   * {@code Authorization: Basic}, sent with the first request; keys {@code username} and {@code
   * password}.
   */
  record Basic(String secret) implements Credentials {
    @Override
    public List<SecretKey> keys() {
      return List.of(new SecretKey(secret, "username"), new SecretKey(secret, "password"));
    }
  }

  /** A header of the vendor's own; key {@code value}. */
  record Header(String secret, String name) implements Credentials {
    @Override
    public List<SecretKey> keys() {
      return List.of(new SecretKey(secret, "value"));
    }
  }

  /**
   * A token of the vendor's token endpoint. Keys: {@code clientId} and {@code clientSecret} for
   * ClientCredentials; these and {@code refreshToken} for RefreshToken; {@code clientId} and {@code
   * privateKey} (PEM, PKCS #8) for JWTBearer.
   *
   * @param audience of the assertion (JWTBearer, default: the token URL) or of the token
   *     (ClientCredentials)
   * @param subject of the assertion; default: the client's id
   */
  record OAuth2(
      String secret,
      Grant grant,
      String tokenUrl,
      SortedSet<String> scopes,
      Optional<String> audience,
      Optional<String> subject)
      implements Credentials {

    /** RFC 6749 section 4.4, RFC 6749 section 6, RFC 7523. */
    public enum Grant {
      ClientCredentials,
      RefreshToken,
      JWTBearer
    }

    @Override
    public List<SecretKey> keys() {
      return switch (grant) {
        case ClientCredentials ->
            List.of(new SecretKey(secret, "clientId"), new SecretKey(secret, "clientSecret"));
        case RefreshToken ->
            List.of(
                new SecretKey(secret, "clientId"),
                new SecretKey(secret, "clientSecret"),
                new SecretKey(secret, "refreshToken"));
        case JWTBearer ->
            List.of(new SecretKey(secret, "clientId"), new SecretKey(secret, "privateKey"));
      };
    }
  }
}
