package dev.tenon.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** A plain HTTP client that trusts what the kubeconfig says, and nothing else. */
final class ApiClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String server;
  private final String token;
  private final HttpClient http;

  ApiClient(Path kubeconfig) throws Exception {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    JsonNode file = new ObjectMapper(new YAMLFactory()).readTree(kubeconfig.toFile());
    server = file.path("clusters").path(0).path("cluster").path("server").asText();
    token = file.path("users").path(0).path("user").path("token").asText();
    SSLContext tls = SSLUtils.sslContext(config);
    http = HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build();
  }

  /** What a request was answered. */
  record Answer(int code, JsonNode body, Map<String, java.util.List<String>> headers) {
    String message() {
      return body.path("message").asText();
    }
  }

  String token() {
    return token;
  }

  URI uri(String path) {
    return URI.create(server + path);
  }

  HttpClient http() {
    return http;
  }

  Answer send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .timeout(Duration.ofMinutes(1))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token);
    boolean typed = false;
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
      typed |= headers[i].equals("Content-Type");
    }
    if (!body.isEmpty() && !typed) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    JsonNode read =
        answer.body().startsWith("{") ? JSON.readTree(answer.body()) : JSON.createObjectNode();
    return new Answer(answer.statusCode(), read, answer.headers().map());
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  Answer post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, body, headers);
  }

  Answer merge(String path, String body) throws IOException, InterruptedException {
    return send("PATCH", path, body, "Content-Type", "application/merge-patch+json");
  }

  static String configMap(String name, String value) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\""
        + name
        + "\"},\"data\":{\"k\":\""
        + value
        + "\"}}";
  }
}
