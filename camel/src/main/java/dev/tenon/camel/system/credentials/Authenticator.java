package dev.tenon.camel.system.credentials;

import dev.tenon.camel.system.guard.Stop;
import dev.tenon.camel.system.transport.Field;
import java.util.Optional;

/** Gives each request of one System what it authenticates with. */
public interface Authenticator {
  /**
   * The header field for the next request, or empty where none is needed.
   *
   * @param abort when asked, a token endpoint is not waited for
   * @throws NoCredentials if there is none now
   */
  Optional<Field> authorization(Stop abort) throws NoCredentials;

  /**
   * The System did not accept that field.
   *
   * @return whether the next request would carry, or try to get, another one
   */
  boolean refused(Optional<Field> field);
}
