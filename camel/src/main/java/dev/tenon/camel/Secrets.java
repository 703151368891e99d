package dev.tenon.camel;

import dev.tenon.plan.SecretKey;
import java.util.Optional;

/**
 * Where the values of Secrets are read, each time they are needed, so that a rotation is seen
 * without a restart. Mounted files in a pod, the embedded API on a laptop.
 */
@FunctionalInterface
public interface Secrets {
  /**
   * The value now, without a trailing line break, or empty when the Secret or the key is missing.
   */
  Optional<String> value(SecretKey key);
}
