package dev.tenon.operator.admission.server;

import dev.tenon.operator.tls.Identity;
import dev.tenon.operator.tls.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;

/**
 * A Secret of type kubernetes.io/tls as a kubelet mounts it: the files are links into a folder that
 * is replaced as a whole.
 */
final class MountedSecret {
  private final Path folder;
  private int count;

  MountedSecret(Path folder) {
    this.folder = folder;
  }

  void put(Identity identity) throws IOException, GeneralSecurityException {
    put(Pem.of(identity.certificate()), Pem.of(identity.key()));
  }

  void put(String certificate, String key) throws IOException {
    Path data = Files.createDirectory(folder.resolve("..data-" + ++count));
    Files.writeString(data.resolve("tls.crt"), certificate);
    Files.writeString(data.resolve("tls.key"), key);
    Path next = Files.createSymbolicLink(folder.resolve("..next"), data.getFileName());
    Files.move(next, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    for (String name : new String[] {"tls.crt", "tls.key"}) {
      Path link = folder.resolve(name);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, Path.of("..data", name));
      }
    }
  }
}
