package dev.tenon.operator.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** PEM: base64 between lines that say what it is. */
public final class Pem {
  private static final List<String> ALGORITHMS = List.of("EC", "RSA");

  private Pem() {}

  /** A certificate as PEM, with a line break at its end. */
  public static String of(X509Certificate certificate) throws GeneralSecurityException {
    return wrap("CERTIFICATE", certificate.getEncoded());
  }

  /** A private key as PEM in PKCS #8, with a line break at its end. */
  public static String of(PrivateKey key) {
    return wrap("PRIVATE KEY", key.getEncoded());
  }

  private static String wrap(String what, byte[] der) {
    return "-----BEGIN "
        + what
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + what
        + "-----\n";
  }

  /**
   * The certificates of a text, in their order.
   *
   * @throws GeneralSecurityException where it holds anything else
   */
  public static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Certificate one :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
      certificates.add((X509Certificate) one);
    }
    return List.copyOf(certificates);
  }

  /**
   * The private key of a text: elliptic curve or RSA, in PKCS #8.
   *
   * @throws GeneralSecurityException where it is anything else
   */
  public static PrivateKey key(String pem) throws GeneralSecurityException {
    byte[] der;
    try {
      der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("the private key is no PEM", e);
    }
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        // of the other algorithm, or of none
      }
    }
    throw new GeneralSecurityException(
        "the private key is neither EC nor RSA in PKCS #8 (BEGIN PRIVATE KEY)");
  }
}
