package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Link;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;

/**
 * How callers prove to a system who they are. The values are in a Secret in the integration's own
 * namespace, so that each team has its own.
 */
@ValidationRule(
    value = "has(self.secretRef) == (self.type != 'None')",
    message = "secretRef is required, unless type is None, where it is not allowed",
    fieldPath = ".secretRef")
@ValidationRule(
    value = "has(self.header) == (self.type == 'Header')",
    message = "header is required with type Header, and not allowed with any other",
    fieldPath = ".header")
@ValidationRule(
    value = "has(self.oauth2) == (self.type == 'OAuth2')",
    message = "oauth2 is required with type OAuth2, and not allowed with any other",
    fieldPath = ".oauth2")
public record Credentials(
    @Doc(
            "None; Bearer (key token); Basic (keys username, password); Header (key value); OAuth2 (keys by grant: ClientCredentials clientId, clientSecret; RefreshToken clientId, clientSecret, refreshToken; JWTBearer clientId, privateKey (PEM, PKCS #8)). The keys are those of the Secret.")
        Type type,
    @Doc("The Secret with the values.") Optional<SecretRef> secretRef,
    @Doc("With type Header: which one.") Optional<Header> header,
    @Doc("With type OAuth2: how a token is obtained.") Optional<OAuth2> oauth2)
    implements ApiValue {

  /** The ways to prove who one is. */
  public enum Type {
    None,
    Bearer,
    Basic,
    Header,
    OAuth2
  }

  /** A header that carries a secret value. */
  public record Header(
      @Doc("Name of the HTTP header, such as X-Api-Key.")
          @Size(min = 1, max = 63)
          @Pattern("^[A-Za-z0-9-]+$")
          String name)
      implements ApiValue {}

  /** How a token is obtained (RFC 6749, RFC 7523). */
  @ValidationRule(
      value = "!has(self.audience) || self.grant != 'RefreshToken'",
      message = "audience is allowed with grant ClientCredentials and JWTBearer only",
      fieldPath = ".audience")
  @ValidationRule(
      value = "!has(self.subject) || self.grant == 'JWTBearer'",
      message = "subject is allowed with grant JWTBearer only",
      fieldPath = ".subject")
  public record OAuth2(
      @Doc("ClientCredentials, RefreshToken or JWTBearer.") Grant grant,
      @Doc("Address of the token endpoint.") @Link String tokenURL,
      @Doc("Scopes to ask for; none means the vendor's default.") @Unique @Size(max = 64)
          List<@Size(min = 1, max = 253) @Pattern("^[\\x21\\x23-\\x5B\\x5D-\\x7E]+$") String>
              scopes,
      @Doc(
              "With grant ClientCredentials: the audience of the token, where the vendor wants one. With JWTBearer: the audience of the assertion; default: tokenURL.")
          Optional<@Size(min = 1, max = 1024) String> audience,
      @Doc("With grant JWTBearer: whom the assertion is about. Default: the client's id.")
          Optional<@Size(min = 1, max = 253) String> subject)
      implements ApiValue {
    /** Keeps an unchangeable copy. */
    public OAuth2 {
      scopes = Values.copy(scopes);
    }
  }

  /** The grants by which a program gets a token without a person. */
  public enum Grant {
    ClientCredentials,
    RefreshToken,
    JWTBearer
  }
}
