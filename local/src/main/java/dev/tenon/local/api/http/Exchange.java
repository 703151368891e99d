package dev.tenon.local.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.sun.net.httpserver.HttpExchange;
import dev.tenon.local.api.failure.ApiFailure;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.watch.Watch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One request and its answer. */
final class Exchange {
  /** The most that a request may carry, in bytes; what an API server takes. */
  static final int MOST_BYTES = 3 * 1024 * 1024;

  private static final long MOST_DISCARDED = 16L * 1024 * 1024;

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private final HttpExchange http;
  private final List<String> warnings = new ArrayList<>();
  private boolean answered;

  Exchange(HttpExchange http) {
    this.http = http;
  }

  HttpExchange http() {
    return http;
  }

  List<String> warnings() {
    return warnings;
  }

  String method() {
    return http.getRequestMethod();
  }

  String path() {
    return http.getRequestURI().getRawPath();
  }

  String header(String name) {
    String value = http.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  /** The body; refuses one that is too long before it is read to its end. */
  byte[] body() throws IOException {
    byte[] body = http.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      // a client that is still sending does not listen: let it come to its end, within reason
      discard(http.getRequestBody());
      http.getResponseHeaders().set("Connection", "close");
      throw Failures.tooLarge("Request entity too large: limit is " + MOST_BYTES);
    }
    return body;
  }

  /**
   * Reads on without keeping anything; the server's own skip would read past the end of the body.
   */
  private static void discard(InputStream body) throws IOException {
    byte[] nothing = new byte[1 << 16];
    long left = MOST_DISCARDED;
    for (int read = body.read(nothing); read >= 0 && left > 0; read = body.read(nothing)) {
      left -= read;
    }
  }

  /** Answers. */
  void send(int code, JsonNode body, boolean yaml) throws IOException {
    byte[] bytes = yaml ? YAML.writeValueAsBytes(body) : Json.bytes(body);
    send(code, yaml ? "application/yaml" : "application/json", bytes);
  }

  /** Answers with text. */
  void sendText(int code, String text) throws IOException {
    send(code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  void send(int code, String type, byte[] bytes) throws IOException {
    answered = true;
    headers(type);
    boolean head = method().equals("HEAD");
    http.sendResponseHeaders(code, head || bytes.length == 0 ? -1 : bytes.length);
    if (!head && bytes.length > 0) {
      http.getResponseBody().write(bytes);
    }
  }

  private void headers(String type) {
    http.getResponseHeaders().set("Content-Type", type);
    http.getResponseHeaders().set("Cache-Control", "no-cache, private");
    for (String warning : warnings) {
      String quoted = warning.replace("\\", "\\\\").replace("\"", "\\\"");
      // a header is bytes to this server, and its characters are written as one each
      String bytes =
          new String(quoted.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      http.getResponseHeaders().add("Warning", "299 - \"" + bytes + "\"");
    }
  }

  /** Answers with a failure, unless an answer is on its way. */
  void fail(ApiFailure failure) throws IOException {
    if (!answered) {
      if (failure.code() == 401) {
        http.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"tenon\"");
      }
      send(failure.code(), failure.status(), false);
    }
  }

  /** Begins an answer that goes on. */
  Watch.Sink stream() throws IOException {
    answered = true;
    headers("application/json");
    http.sendResponseHeaders(200, 0);
    OutputStream out = http.getResponseBody();
    out.flush();
    return new Watch.Sink() {
      @Override
      public void send(JsonNode event) throws IOException {
        out.write(Json.bytes(event));
        out.write('\n');
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }
    };
  }
}
