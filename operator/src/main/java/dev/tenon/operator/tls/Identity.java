package dev.tenon.operator.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Who a server is: its key, and its certificate with those that lead to an authority.
 *
 * @param chain the server's own leading; never empty
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {
  /** Keeps a copy. */
  public Identity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an identity has a certificate");
    }
  }

  /**
   * Reads one as it was written.
   *
   * @throws GeneralSecurityException where either is unreadable
   */
  public static Identity read(String certificates, String key) throws GeneralSecurityException {
    List<X509Certificate> chain = Pem.certificates(certificates);
    if (chain.isEmpty()) {
      throw new GeneralSecurityException("there is no certificate");
    }
    return new Identity(Pem.key(key), chain);
  }

  /**
   * Reads one that others may have written.
   *
   * @throws GeneralSecurityException where either is unreadable, or they do not belong together
   */
  public static Identity check(String certificates, String key) throws GeneralSecurityException {
    Identity identity = read(certificates, key);
    if (!identity.fits()) {
      throw new GeneralSecurityException("the private key is not the one of the certificate");
    }
    return identity;
  }

  /** Whether what the key signs, the certificate verifies. */
  private boolean fits() throws GeneralSecurityException {
    String algorithm = key.getAlgorithm();
    if (!algorithm.equals(certificate().getPublicKey().getAlgorithm())) {
      return false;
    }
    byte[] something = {1, 2, 3};
    Signature signature =
        Signature.getInstance(algorithm.equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
    signature.initSign(key);
    signature.update(something);
    byte[] signed = signature.sign();
    signature.initVerify(certificate().getPublicKey());
    signature.update(something);
    return signature.verify(signed);
  }

  /** The server's own certificate. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** From when it is valid. */
  public Instant begin() {
    return certificate().getNotBefore().toInstant();
  }

  /** Until when it is valid. */
  public Instant end() {
    return certificate().getNotAfter().toInstant();
  }
}
