package dev.tenon.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Who may come in: an administrator by a token, service accounts by a key made for this server. */
record Identity(Path home, URI server, String token) {

  static Identity write(Path home, int port) throws IOException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    Identity identity =
        new Identity(
            home, URI.create("https://127.0.0.1:" + port), HexFormat.of().formatHex(random));
    Files.writeString(
        identity.tokens(), identity.token + ",tenon-tests,tenon-tests,\"system:masters\"\n");
    Files.writeString(identity.serviceAccountKey(), newKey());
    Files.writeString(
        kubeconfig(home),
        """
        apiVersion: v1
        kind: Config
        current-context: tests
        contexts: [{name: tests, context: {cluster: tests, user: tests, namespace: default}}]
        clusters: [{name: tests, cluster: {server: "%s", certificate-authority: "%s"}}]
        users: [{name: tests, user: {token: "%s"}}]
        """
            .formatted(identity.server, home.resolve("certs/apiserver.crt"), identity.token));
    return identity;
  }

  static Path kubeconfig(Path home) {
    return home.resolve("kubeconfig");
  }

  Path tokens() {
    return home.resolve("tokens.csv");
  }

  Path serviceAccountKey() {
    return home.resolve("service-accounts.pem");
  }

  private static String newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK cannot make RSA keys", e);
    }
  }

  /**
   * A client that asks no questions: the server makes its certificate while it starts, and until
   * then there is none to trust.
   */
  HttpClient trustingClient() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustAll()}, null);
      return HttpClient.newBuilder().sslContext(context).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no TLS", e);
    }
  }

  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
