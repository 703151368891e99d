package dev.tenon.camel.system.credentials;

import dev.tenon.camel.Secrets;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.SystemSpec;
import java.util.Optional;

/** A user and a password, for Systems that do not speak HTTP. */
public record Login(String user, String password) {

  /** Whether a System that does not speak HTTP can be given such credentials. */
  public static boolean fits(Credentials credentials) {
    return credentials instanceof Credentials.None || credentials instanceof Credentials.Basic;
  }

  /**
   * The login as the Secret states it now; empty where the System needs none.
   *
   * @throws NoCredentials if a key is missing
   */
  public static Optional<Login> read(SystemSpec system, Secrets secrets) throws NoCredentials {
    if (!(system.credentials() instanceof Credentials.Basic basic)) {
      return Optional.empty();
    }
    SecretValues values = new SecretValues(secrets, basic.secret());
    return Optional.of(new Login(values.value("username"), values.value("password")));
  }

  @Override
  public String toString() {
    return "a login";
  }
}
