package dev.tenon.camel.system.credentials;

import dev.tenon.camel.Secrets;
import dev.tenon.camel.system.transport.Field;
import dev.tenon.plan.SecretKey;
import java.util.Arrays;

/** The keys of one Secret, read anew each time. */
final class SecretValues {
  private final Secrets secrets;
  private final String secret;

  SecretValues(Secrets secrets, String secret) {
    this.secrets = secrets;
    this.secret = secret;
  }

  SecretKey key(String key) {
    return new SecretKey(secret, key);
  }

  /**
   * The value of a key.
   *
   * @throws NoCredentials if it is missing or empty
   */
  String value(String key) throws NoCredentials {
    SecretKey at = key(key);
    String value = secrets.value(at).orElseThrow(() -> NoCredentials.missing(at));
    if (value.isBlank()) {
      throw NoCredentials.unusable(at, "is empty");
    }
    return value;
  }

  /**
   * The value of a key that goes into a header as it is.
   *
   * @throws NoCredentials if it is missing, or cannot stand in a header
   */
  String line(String key) throws NoCredentials {
    String value = value(key).strip();
    if (!Field.isValue(value)) {
      throw NoCredentials.unusable(key(key), "is not one line of ASCII");
    }
    return value;
  }

  /** Changes when one of the values changes; tells nothing of them. */
  Object fingerprint(String... keys) {
    return Arrays.stream(keys)
        .map(key -> secrets.value(key(key)).map(Hashes::sha256).orElse(""))
        .toList();
  }
}
