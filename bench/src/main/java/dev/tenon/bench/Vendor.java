package dev.tenon.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The other end: takes whatever is posted, answers 201 at once, and counts; a GET reads one item.
 */
public final class Vendor implements AutoCloseable {
  private static final Buffer TAKEN = Buffer.buffer("{\"id\":1}");
  private static final Buffer ITEMS =
      Buffer.buffer("[{\"id\":1,\"changed\":\"2026-01-01T00:00:00Z\"}]");

  private final AtomicLong arrived = new AtomicLong();
  private final HttpServer server;
  private volatile Consumer<Buffer> arrival = body -> {};

  /** Listens on any port of loopback. */
  public Vendor(Vertx vertx) throws ExecutionException, InterruptedException {
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
  }

  private void answer(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.GET)) {
      request.response().putHeader("Content-Type", "application/json").end(ITEMS);
      return;
    }
    request.bodyHandler(
        body -> {
          arrival.accept(body);
          arrived.incrementAndGet();
          request
              .response()
              .setStatusCode(201)
              .putHeader("Content-Type", "application/json")
              .end(TAKEN);
        });
  }

  /** Where it listens. */
  public String uri() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** How many messages arrived. */
  public long arrived() {
    return arrived.get();
  }

  /** Tells of each body that arrives, on the server's thread. */
  public void onArrival(Consumer<Buffer> told) {
    arrival = told;
  }

  @Override
  public void close() {
    server.close();
  }
}
