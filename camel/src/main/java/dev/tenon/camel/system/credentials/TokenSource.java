package dev.tenon.camel.system.credentials;

import dev.tenon.camel.system.guard.Stop;
import java.util.Optional;

/** Gets access tokens from a token endpoint. */
interface TokenSource {
  /**
   * A token.
   *
   * @param refused one that the System no longer accepts, so not that one again
   * @throws NoCredentials if there is none now
   */
  Token fetch(Optional<String> refused, Stop abort) throws NoCredentials;

  /** Something that changes when a Secret changes that tokens are got with. */
  Object secrets();
}
