package dev.tenon.runner.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/**
 * Reads a request's body, up to so many bytes and for so long. Lives on the request's event loop,
 * so it needs no locks.
 */
final class BodyReader {
  private static final long MILLIS = 30_000;

  private final HttpServerRequest request;
  private final Vertx vertx;
  private final int maxBytes;
  private final Runnable left;
  private final Consumer<byte[]> whole;
  private final Buffer body = Buffer.buffer();
  private boolean over;
  private long timer = -1;

  /**
   * A reader of one body.
   *
   * @param left runs exactly once, when the body is read or is given up
   * @param whole takes the body when all of it came
   */
  BodyReader(
      HttpServerRequest request, Vertx vertx, int maxBytes, Runnable left, Consumer<byte[]> whole) {
    this.request = request;
    this.vertx = vertx;
    this.maxBytes = maxBytes;
    this.left = left;
    this.whole = whole;
  }

  void read() {
    if (announced() > maxBytes) {
      tooLarge();
      return;
    }
    request.exceptionHandler(gone -> end());
    request.handler(
        chunk -> {
          if (over) {
            return;
          }
          if (body.length() + chunk.length() > maxBytes) {
            tooLarge();
          } else {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(
        done -> {
          if (end()) {
            whole.accept(body.getBytes());
          }
        });
    if (!over && !request.isEnded()) {
      timer = vertx.setTimer(MILLIS, late -> tooSlow());
    }
  }

  private long announced() {
    String length = request.getHeader("Content-Length");
    try {
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void tooLarge() {
    if (end()) {
      // what else comes is not read: the connection ends with the answer
      request.response().putHeader("Connection", "close");
      ProblemDetails.of(413, "Too large", "At most " + maxBytes + " bytes are taken.")
          .send(request.response());
    }
  }

  private void tooSlow() {
    if (end()) {
      request.response().putHeader("Connection", "close");
      ProblemDetails.of(408, "Too slow", "The body did not come within " + MILLIS / 1000 + " s.")
          .send(request.response());
    }
  }

  private boolean end() {
    if (over) {
      return false;
    }
    over = true;
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
    left.run();
    return true;
  }
}
