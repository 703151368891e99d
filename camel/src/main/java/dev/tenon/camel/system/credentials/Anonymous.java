package dev.tenon.camel.system.credentials;

import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.transport.Field;
import java.util.Optional;

/** No credentials. */
final class Anonymous implements Authenticator {
  @Override
  public Optional<Field> authorization(Stop abort) {
    return Optional.empty();
  }

  @Override
  public boolean refused(Optional<Field> field) {
    return false;
  }
}
