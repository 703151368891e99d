package dev.tenon.operator.admission.server;

import dev.tenon.operator.tls.Identity;
import dev.tenon.operator.tls.ServedIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An identity that somebody else makes and renews, such as cert-manager: the files {@code tls.crt}
 * and {@code tls.key} of a folder, read again when they change. Callers are told by whoever makes
 * it.
 */
final class GivenFiles implements Trust {
  private static final Logger LOG = LoggerFactory.getLogger(GivenFiles.class);

  private final ServedIdentity served;
  private final Path folder;
  private String known = "";

  GivenFiles(ServedIdentity served, Path folder) {
    this.served = served;
    this.folder = folder;
  }

  @Override
  public synchronized void refresh() throws GeneralSecurityException {
    String certificate;
    String key;
    try {
      certificate = Files.readString(folder.resolve("tls.crt"));
      key = Files.readString(folder.resolve("tls.key"));
    } catch (IOException e) {
      throw new GeneralSecurityException(
          "cannot read tls.crt and tls.key in " + folder + ": " + e.getMessage(), e);
    }
    if (known.equals(certificate + key)) {
      return;
    }
    Identity identity = Identity.check(certificate, key);
    served.replace(identity);
    known = certificate + key;
    LOG.info("shows the certificate of {} that is valid until {}", folder, identity.end());
  }

  @Override
  public boolean established() {
    return served.shown().isPresent();
  }
}
