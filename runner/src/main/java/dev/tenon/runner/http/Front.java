package dev.tenon.runner.http;

import dev.tenon.plan.Ref;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The shared server. It finds an integration by the first two segments of the path and leaves the
 * rest to its {@link Mount}.
 */
public final class Front implements AutoCloseable {
  static final ProblemDetails NOT_FOUND =
      ProblemDetails.of(404, "Not found", "Nothing listens on this path.");

  static final ProblemDetails BROKEN =
      ProblemDetails.of(500, "Failed", "The request could not be answered.");

  private final Vertx vertx;
  private final Workers workers;
  private final HttpServer server;
  private final ConcurrentHashMap<String, Mount> mounts = new ConcurrentHashMap<>();
  private final int maxInWork;

  private Front(Vertx vertx, Workers workers, int maxInWork, String host) {
    this.vertx = vertx;
    this.workers = workers;
    this.maxInWork = maxInWork;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(host)
                    .setIdleTimeout(75)
                    .setIdleTimeoutUnit(TimeUnit.SECONDS)
                    .setHttp2ClearTextEnabled(false)
                    .setHandle100ContinueAutomatically(true)
                    .setMaxHeaderSize(16 * 1024)
                    .setMaxInitialLineLength(8 * 1024))
            .requestHandler(this::handle)
            .exceptionHandler(broken -> {});
  }

  /**
   * Listens.
   *
   * @param maxInWork requests of one integration in work at a time, at least 1
   * @param port 0 takes any that is free
   * @throws IllegalStateException if the port is taken
   */
  public static Front open(Vertx vertx, Workers workers, int maxInWork, String host, int port) {
    Front front = new Front(vertx, workers, maxInWork, host);
    try {
      front.server.listen(port).toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
      return front;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the HTTP server started", e);
    } catch (ExecutionException | TimeoutException e) {
      String why = e.getCause() == null ? "no answer" : e.getCause().getMessage();
      throw new IllegalStateException(
          "cannot listen on " + host + ":" + port + ": " + why + "; choose another port", e);
    }
  }

  /** The port that it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** The path that everything of an integration is below. */
  public static String prefix(Ref integration) {
    return "/" + integration.namespace() + "/" + integration.name();
  }

  /** The place of an integration; made at the first call. */
  public Mount mount(Ref integration) {
    return mounts.computeIfAbsent(
        integration.path(), path -> new Mount(this, new Gate(maxInWork, this::crowded)));
  }

  /** Forgets an integration: its paths are unknown from now on. */
  public void unmount(Ref integration) {
    Optional.ofNullable(mounts.remove(integration.path())).ifPresent(Mount::close);
  }

  private boolean crowded() {
    return workers.busy() > workers.max() * 3 / 4;
  }

  private void handle(HttpServerRequest request) {
    String path = request.path();
    Optional<List<String>> segments =
        path == null ? Optional.empty() : PathTemplate.segmentsOf(path);
    Optional<Mount> mount =
        segments
            .filter(all -> all.size() >= 2)
            .map(all -> mounts.get(all.get(0) + "/" + all.get(1)));
    if (mount.isEmpty()) {
      refuse(request, NOT_FOUND);
    } else {
      mount.get().handle(request, segments.get());
    }
  }

  /** Answers before the body was read; one that was announced is not waited for. */
  static void refuse(HttpServerRequest request, ProblemDetails problem) {
    String length = request.getHeader("Content-Length");
    if (request.getHeader("Transfer-Encoding") != null || length != null && !length.equals("0")) {
      request.response().putHeader("Connection", "close");
    }
    problem.send(request.response());
  }

  Vertx vertx() {
    return vertx;
  }

  Workers workers() {
    return workers;
  }

  /** Ends all connections. */
  @Override
  public void close() {
    try {
      server.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // its sockets end with the process
    }
  }
}
