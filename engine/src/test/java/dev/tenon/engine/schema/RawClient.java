package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Speaks JSON with an API server and shows what it said, headers included. */
final class RawClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern WARNING = Pattern.compile("299 - \"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Config config;
  private final HttpClient http;

  RawClient(Config config) throws IOException, GeneralSecurityException {
    this.config = config;
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null);
    byte[] certificate = Files.readAllBytes(Path.of(config.getCaCertFile()));
    int i = 0;
    for (var one :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(certificate))) {
      trusted.setCertificateEntry("ca-" + i++, one);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    http = HttpClient.newBuilder().sslContext(context).build();
  }

  /** An answer. */
  record Response(int code, JsonNode body, List<String> warnings) {}

  Response send(String method, String path, JsonNode body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.getMasterUrl().replaceAll("/$", "") + path))
            .header("Authorization", "Bearer " + config.getAutoOAuthToken())
            .header("Accept", "application/json")
            .header("Content-Type", "application/json");
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    List<String> warnings = new ArrayList<>();
    for (String header : response.headers().allValues("Warning")) {
      Matcher matcher = WARNING.matcher(header);
      while (matcher.find()) {
        warnings.add(matcher.group(1).replaceAll("\\\\(.)", "$1"));
      }
    }
    return new Response(response.statusCode(), JSON.readTree(response.body()), warnings);
  }
}
