package dev.tenon.camel.system.credentials;

import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.transport.Field;
import dev.tenon.plan.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A field that is made of a Secret alone: Bearer, Basic, Header. It is read for each request, so a
 * rotated Secret is used by the next one; a refused field is tried again only if it has changed.
 */
final class SecretField implements Authenticator {
  private final Reading reading;

  private SecretField(Reading reading) {
    this.reading = reading;
  }

  /** Makes the field. */
  @FunctionalInterface
  private interface Reading {
    Field read() throws NoCredentials;
  }

  static SecretField bearer(SecretValues values) {
    return new SecretField(() -> new Field("Authorization", "Bearer " + values.line("token")));
  }

  /** As RFC 7617 says, in UTF-8, and without waiting to be asked. */
  static SecretField basic(SecretValues values) {
    return new SecretField(
        () -> {
          String user = values.value("username");
          if (user.indexOf(':') >= 0) {
            throw NoCredentials.unusable(
                values.key("username"), "has a colon, which Basic does not allow");
          }
          String both = user + ":" + values.value("password");
          return new Field(
              "Authorization",
              "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        });
  }

  static SecretField header(SecretValues values, Credentials.Header header) {
    return new SecretField(() -> new Field(header.name(), values.line("value")));
  }

  @Override
  public Optional<Field> authorization(Stop abort) throws NoCredentials {
    return Optional.of(reading.read());
  }

  @Override
  public boolean refused(Optional<Field> field) {
    try {
      return !Optional.of(reading.read()).equals(field);
    } catch (NoCredentials e) {
      return false;
    }
  }
}
