package dev.tenon.local.api.tls;

import dev.tenon.local.api.storage.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate for 127.0.0.1 and localhost, and the authority that signed it. The authority's key
 * is forgotten as soon as it has signed, so nobody can make another certificate that clients of
 * this home would trust; a new pair is made when the old one has less than 30 days left.
 */
public final class Certificates {
  private static final Duration LIFE = Duration.ofDays(365);
  private static final Duration RENEW = Duration.ofDays(30);

  private final String authority;
  private final SSLContext context;

  private Certificates(String authority, SSLContext context) {
    this.authority = authority;
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
    try {
      Optional<Certificates> known = read(folder, clock);
      return known.isPresent() ? known.get() : make(folder, clock);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("cannot make a certificate for 127.0.0.1: " + e.getMessage(), e);
    }
  }

  private static Optional<Certificates> read(Path folder, Clock clock)
      throws GeneralSecurityException {
    try {
      Path key = folder.resolve("server.key");
      if (!Files.exists(key)) {
        return Optional.empty();
      }
      String authority = Files.readString(folder.resolve("ca.crt"));
      X509Certificate server = certificate(Files.readString(folder.resolve("server.crt")));
      Instant end = server.getNotAfter().toInstant();
      if (end.isBefore(Instant.now(clock).plus(RENEW))) {
        return Optional.empty();
      }
      server.verify(certificate(authority).getPublicKey());
      PrivateKey privateKey =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(unwrapped(Files.readString(key))));
      return Optional.of(new Certificates(authority, context(privateKey, server)));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // unreadable, or from another time: the next one is as good
      return Optional.empty();
    }
  }

  private static Certificates make(Path folder, Clock clock)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    Instant now = Instant.now(clock);
    KeyPair root = keys();
    X500Name rootName = new X500Name("CN=tenon local authority");
    JcaX509v3CertificateBuilder authority =
        new JcaX509v3CertificateBuilder(
            rootName, serial(), from(now), to(now), rootName, root.getPublic());
    authority
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    KeyPair server = keys();
    JcaX509v3CertificateBuilder leaf =
        new JcaX509v3CertificateBuilder(
            rootName,
            serial(),
            from(now),
            to(now),
            new X500Name("CN=tenon local API"),
            server.getPublic());
    leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
        .addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                new GeneralName[] {
                  new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
                  new GeneralName(GeneralName.iPAddress, "::1"),
                  new GeneralName(GeneralName.dNSName, "localhost")
                }));
    X509Certificate rootCertificate = signed(authority, root.getPrivate());
    X509Certificate serverCertificate = signed(leaf, root.getPrivate());
    String pem = wrapped("CERTIFICATE", rootCertificate.getEncoded());
    PrivateFiles.folder(folder);
    PrivateFiles.write(folder.resolve("ca.crt"), pem);
    PrivateFiles.write(
        folder.resolve("server.crt"), wrapped("CERTIFICATE", serverCertificate.getEncoded()));
    PrivateFiles.write(
        folder.resolve("server.key"), wrapped("PRIVATE KEY", server.getPrivate().getEncoded()));
    return new Certificates(pem, context(server.getPrivate(), serverCertificate));
  }

  private static X509Certificate signed(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static BigInteger serial() {
    return new BigInteger(120, new SecureRandom());
  }

  private static Date from(Instant now) {
    return Date.from(now.minus(Duration.ofHours(1)));
  }

  private static Date to(Instant now) {
    return Date.from(now.plus(LIFE));
  }

  private static SSLContext context(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry("server", key, new char[0], new X509Certificate[] {certificate});
      KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
      factory.init(keys, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String wrapped(String what, byte[] der) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + what
        + "-----\n";
  }

  private static byte[] unwrapped(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
  }
}
