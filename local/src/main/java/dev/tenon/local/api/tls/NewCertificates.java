package dev.tenon.local.api.tls;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes an authority and a certificate; by itself, so that a start which needs neither loads
 * nothing.
 */
final class NewCertificates {
  private NewCertificates() {}

  /** The server's key, its certificate and the authority's, as PEM one after the other. */
  static String make(Instant now, Duration life) throws GeneralSecurityException {
    try {
      return pem(now, life);
    } catch (OperatorCreationException | CertIOException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static String pem(Instant now, Duration life)
      throws GeneralSecurityException, OperatorCreationException, CertIOException {
    Date from = Date.from(now.minus(Duration.ofHours(1)));
    Date to = Date.from(now.plus(life));
    KeyPair root = keys();
    X500Name name = new X500Name("CN=tenon local authority");
    JcaX509v3CertificateBuilder authority =
        new JcaX509v3CertificateBuilder(name, serial(), from, to, name, root.getPublic());
    authority
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    KeyPair server = keys();
    JcaX509v3CertificateBuilder leaf =
        new JcaX509v3CertificateBuilder(
            name, serial(), from, to, new X500Name("CN=tenon local API"), server.getPublic());
    GeneralName[] names = {
      new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
      new GeneralName(GeneralName.iPAddress, "::1"),
      new GeneralName(GeneralName.dNSName, "localhost")
    };
    leaf.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(
            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
        .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    return Pem.wrap("PRIVATE KEY", server.getPrivate().getEncoded())
        + Pem.wrap("CERTIFICATE", signed(leaf, root.getPrivate()).getEncoded())
        + Pem.wrap("CERTIFICATE", signed(authority, root.getPrivate()).getEncoded());
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
}
