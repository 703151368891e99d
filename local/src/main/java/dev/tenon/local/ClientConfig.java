package dev.tenon.local;

import dev.tenon.local.api.Access;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/** How this process talks to its own API: with nothing that it does not need, for a quick start. */
final class ClientConfig {
  private ClientConfig() {}

  /**
   * A client's configuration.
   *
   * @param home where it keeps a file beside the API's state
   * @throws IOException if that cannot be written
   */
  static Config of(Access access, Path home) throws IOException {
    return new ConfigBuilder()
        // neither a kubeconfig of this user nor the environment counts
        .withAutoConfigure(false)
        .withMasterUrl(access.server())
        .withCaCertData(access.authority())
        .withTrustStoreFile(nobody(home.resolve("api").resolve("pki")).toString())
        .withOauthToken(access.token())
        // the API has no WebSockets, so each watch would first be refused one
        .withOnlyHttpWatches(true)
        .build();
  }

  /**
   * A trust store that trusts nobody, to which the client adds the API's authority. Without one it
   * reads the hundred authorities of the JDK, none of which has signed for this API.
   */
  private static Path nobody(Path folder) throws IOException {
    Path file = folder.resolve("nobody.jks");
    if (!Files.exists(file)) {
      try (OutputStream out = Files.newOutputStream(file)) {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.store(out, "nothing to hide".toCharArray());
      } catch (GeneralSecurityException e) {
        throw new IOException("cannot make an empty trust store: " + e.getMessage(), e);
      }
    }
    return file;
  }
}
