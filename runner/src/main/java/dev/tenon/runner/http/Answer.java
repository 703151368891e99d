package dev.tenon.runner.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/** What goes back to the caller, complete before the first byte of it is sent. */
final class Answer {
  private final int status;
  private final byte[] body;
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();

  Answer(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  void header(String name, String value) {
    headers.set(name, value);
  }

  void headers(String name, Iterable<String> values) {
    headers.set(name, values);
  }

  boolean has(String name) {
    return headers.contains(name);
  }

  int status() {
    return status;
  }

  /** Sends it, unless the caller has gone or was answered already. */
  void send(HttpServerResponse response) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(status);
    response.headers().addAll(headers);
    if (body.length == 0) {
      response.end();
    } else {
      response.end(Buffer.buffer(body));
    }
  }
}
