package dev.tenon.cli.up;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Server-side apply with the very JSON of a manifest: nothing is lost on the way through a model,
 * and the answer is the API's own.
 */
final class Api {
  /** As whom objects are applied. */
  static final String MANAGER = "tenon-up";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern WARNING = Pattern.compile("\\d{3} \\S+ \"(.*)\"");

  private final HttpClient http;
  private final URI server;

  Api(KubernetesClient client) {
    this.http = client.getHttpClient();
    this.server = URI.create(client.getMasterUrl().toString());
  }

  /**
   * Applies an object.
   *
   * @param force whether fields that others own are taken from them
   */
  Answer apply(String path, ObjectNode object, boolean force) throws InterruptedException {
    String query = "?fieldManager=" + MANAGER + "&fieldValidation=Strict&force=" + force;
    return send(
        http.newHttpRequestBuilder()
            .uri(server.resolve(path + query))
            .method("PATCH", "application/apply-patch+yaml", object.toString())
            .build());
  }

  /** Reads an object. */
  Answer get(String path) throws InterruptedException {
    return send(http.newHttpRequestBuilder().uri(server.resolve(path)).build());
  }

  private Answer send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<byte[]> response = http.sendAsync(request, byte[].class).get();
      return new Answer(
          response.code(),
          json(response.body()),
          response.headers("Warning").stream().map(Api::warning).toList());
    } catch (ExecutionException e) {
      String why = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
      return failed("the API does not answer" + (why == null ? "" : ": " + why));
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return MAPPER.createObjectNode();
    }
  }

  private static Answer failed(String message) {
    return new Answer(0, MAPPER.createObjectNode().put("message", message), List.of());
  }

  private static String warning(String header) {
    Matcher quoted = WARNING.matcher(header);
    return quoted.matches() ? quoted.group(1).replace("\\\"", "\"") : header;
  }
}
