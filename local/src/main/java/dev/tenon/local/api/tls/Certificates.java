package dev.tenon.local.api.tls;

import dev.tenon.local.api.storage.PrivateFiles;
import dev.tenon.operator.tls.Identity;
import dev.tenon.operator.tls.ServedIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A certificate for 127.0.0.1 and localhost, and the authority that signed it. The authority's key
 * is forgotten as soon as it has signed, so nobody can make another certificate that clients of
 * this home would trust; a new pair is made when the old one has less than 30 days left.
 */
public final class Certificates {
  private static final String FILE = "server.pem";
  private static final Duration LIFE = Duration.ofDays(365);
  private static final Duration RENEW = Duration.ofDays(30);

  private final String authority;
  private final Instant end;
  private final SSLContext context;

  private Certificates(String authority, Instant end, SSLContext context) {
    this.authority = authority;
    this.end = end;
    this.context = context;
  }

  /** The authority's certificate, PEM. */
  public String authority() {
    return authority;
  }

  /** The server's side of TLS. */
  public SSLContext context() {
    return context;
  }

  /**
   * Reads the certificates of a folder, or makes them where there are none that will do.
   *
   * @throws IOException where the folder cannot be written
   */
  public static Certificates in(Path folder, Clock clock) throws IOException {
    Instant now = Instant.now(clock);
    Path file = folder.resolve(FILE);
    Optional<Certificates> known = read(file).filter(c -> c.end.isAfter(now.plus(RENEW)));
    if (known.isPresent()) {
      return known.get();
    }
    try {
      String made = NewCertificates.make(now, LIFE);
      PrivateFiles.folder(folder);
      PrivateFiles.write(file, made);
      return parsed(made);
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot make a certificate for 127.0.0.1: " + e.getMessage(), e);
    }
  }

  private static Optional<Certificates> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(parsed(Files.readString(file))) : Optional.empty();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // unreadable, or from another time: the next one is as good
      return Optional.empty();
    }
  }

  /**
   * The key, the server's certificate and the authority's, in one file so that they fit together.
   */
  private static Certificates parsed(String pem) throws GeneralSecurityException {
    String[] parts = pem.split("(?=-----BEGIN )");
    if (parts.length != 3) {
      throw new GeneralSecurityException("not a key and two certificates");
    }
    Identity server = Identity.read(parts[1], parts[0]);
    return new Certificates(parts[2], server.end(), new ServedIdentity(server).context());
  }
}
