package dev.tenon.camel.state;

import dev.tenon.plan.Ref;
import java.util.Optional;

/**
 * Refresh tokens that a vendor rotated, one for each integration and System. What is stored is
 * sealed by the caller with a key from the System's own credentials, so that the database alone
 * opens nothing.
 */
public interface Tokens {
  /** The sealed token as it was last written. */
  Optional<byte[]> read(Ref integration, String system);

  /** Writes a sealed token; returns when it is committed. */
  void write(Ref integration, String system, byte[] sealed);
}
