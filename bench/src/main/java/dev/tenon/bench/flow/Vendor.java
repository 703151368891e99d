package dev.tenon.bench.flow;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The other end: takes whatever is posted, answers 201 at once, and counts. */
final class Vendor implements AutoCloseable {
  private static final Buffer ANSWER = Buffer.buffer("{\"id\":1}");

  private final AtomicLong arrived = new AtomicLong();
  private final HttpServer server;
  private volatile Consumer<Buffer> arrival = body -> {};

  Vendor(Vertx vertx) throws ExecutionException, InterruptedException {
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.bodyHandler(
                        body -> {
                          arrived.incrementAndGet();
                          arrival.accept(body);
                          request
                              .response()
                              .setStatusCode(201)
                              .putHeader("Content-Type", "application/json")
                              .end(ANSWER);
                        }))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
  }

  String uri() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  long arrived() {
    return arrived.get();
  }

  /** Tells of each body that arrives, on the server's thread. */
  void onArrival(Consumer<Buffer> told) {
    arrival = told;
  }

  @Override
  public void close() {
    server.close();
  }
}
