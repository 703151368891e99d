package dev.tenon.camel.system.credentials;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.SystemSpec;
import java.time.Duration;

/** Chooses how the requests of a System authenticate. */
public final class Authenticators {
  private Authenticators() {}

  /**
   * The authenticator of a System, to be shared by all its calls in a context.
   *
   * @param timeout of one request to a token endpoint
   * @throws IllegalArgumentException if a URL in the System's credentials is none
   * @throws IllegalStateException if the credentials need a state store and there is none
   */
  public static Authenticator of(SystemSpec system, PlanRuntime runtime, Duration timeout) {
    Credentials credentials = system.credentials();
    if (credentials instanceof Credentials.None) {
      return new Anonymous();
    }
    if (credentials instanceof Credentials.Bearer bearer) {
      return SecretField.bearer(values(runtime, bearer.secret()));
    }
    if (credentials instanceof Credentials.Basic basic) {
      return SecretField.basic(values(runtime, basic.secret()));
    }
    if (credentials instanceof Credentials.Header header) {
      return SecretField.header(values(runtime, header.secret()), header);
    }
    if (credentials instanceof Credentials.OAuth2 oauth2) {
      TokenSource source =
          TokenSources.of(
              system.name(), oauth2, values(runtime, oauth2.secret()), runtime, timeout);
      return new CachedToken(source, runtime.clock(), timeout);
    }
    throw new IllegalArgumentException("unknown credentials of System " + system.name());
  }

  private static SecretValues values(PlanRuntime runtime, String secret) {
    return new SecretValues(runtime.secrets(), secret);
  }
}
