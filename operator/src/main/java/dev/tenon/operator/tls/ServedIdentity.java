package dev.tenon.operator.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * The identity that a server shows, and that can be replaced while it serves: who is shaking hands
 * ends with the one that he began with, and whoever comes next gets the new one. A key store would
 * not do, and encrypting a key into it costs a tenth of a start on a cold JVM.
 */
public final class ServedIdentity extends X509ExtendedKeyManager {
  private int count;
  private volatile Optional<Named> now = Optional.empty();
  private volatile Optional<Named> before = Optional.empty();

  private record Named(String alias, Identity identity) {}

  /** Nothing to show yet: whoever comes is turned away. */
  public ServedIdentity() {}

  /** Shows that identity. */
  public ServedIdentity(Identity identity) {
    replace(identity);
  }

  /** Shows another identity from now on. */
  public synchronized void replace(Identity identity) {
    before = now;
    now = Optional.of(new Named("identity-" + ++count, identity));
  }

  /** What is shown now. */
  public Optional<Identity> shown() {
    return now.map(Named::identity);
  }

  /** The server's side of TLS, with this identity and no certificates of clients. */
  public SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    // clients show no certificates; without this the JDK's own authorities would be read
    TrustManager[] nobody = {};
    context.init(new KeyManager[] {this}, nobody, null);
    return context;
  }

  private String alias(String keyType) {
    return now.filter(one -> keyType.startsWith(one.identity().key().getAlgorithm()))
        .map(Named::alias)
        .orElse(null);
  }

  private Optional<Identity> of(String alias) {
    return now.filter(one -> one.alias().equals(alias))
        .or(() -> before.filter(one -> one.alias().equals(alias)))
        .map(Named::identity);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    String alias = alias(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return alias(keyType);
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return of(alias).map(one -> one.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return of(alias).map(Identity::key).orElse(null);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return null;
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return null;
  }
}
