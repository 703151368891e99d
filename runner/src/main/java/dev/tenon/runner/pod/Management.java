package dev.tenon.runner.pod;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The port for those who look after the process. It has a server and threads of its own, so that it
 * answers also when the other port cannot.
 */
public final class Management implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "tenon-management");
            thread.setDaemon(true);
            return thread;
          });

  /** What a path answers. */
  public record Page(int status, String type, String text) {
    /** A line of text: 200 when all is well, else 503. */
    public static Page health(boolean well, String why) {
      return new Page(well ? 200 : 503, "text/plain; charset=utf-8", why + "\n");
    }
  }

  private Management(HttpServer server, Map<String, Supplier<Page>> pages) {
    this.server = server;
    pages.forEach(
        (path, page) -> server.createContext(path, exchange -> answer(exchange, path, page)));
    server.setExecutor(threads);
  }

  /**
   * Listens.
   *
   * @param pages by path
   * @throws IOException if the port is taken
   */
  public static Management open(String host, int port, Map<String, Supplier<Page>> pages)
      throws IOException {
    Management management =
        new Management(HttpServer.create(new InetSocketAddress(host, port), 0), pages);
    management.server.start();
    return management;
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, String path, Supplier<Page> page)
      throws IOException {
    try (exchange) {
      Page answer =
          exchange.getRequestURI().getPath().equals(path)
              ? page.get()
              : new Page(404, "text/plain; charset=utf-8", "not found\n");
      byte[] body = answer.text().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
