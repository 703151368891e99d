package dev.tenon.operator.admission.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTPS with bounds: bodies of so many bytes, so many requests at a time, and a slow sender is cut
 * off. It ends when the last request that it took has its answer.
 */
final class Endpoint implements AutoCloseable {
  /** Two objects of the size that etcd takes, and what is around them. */
  static final int LARGEST_BODY = 8 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
  private static final int AT_A_TIME = 64;
  private static final int BACKLOG = 1024;
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  static {
    // read once by the JDK's server, when its classes load
    setDefault("sun.net.httpserver.nodelay", "true");
    setDefault("sun.net.httpserver.maxIdleConnections", "2000");
    // API servers close idle connections after 90 s: they, never this one, or a request that is on
    // its way could meet a closed door
    setDefault("sun.net.httpserver.idleInterval", "180");
    setDefault("sun.net.httpserver.maxReqTime", "20");
  }

  private final HttpsServer server;
  private final ExecutorService threads;
  private final Semaphore free = new Semaphore(AT_A_TIME);
  private volatile boolean leaving;

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /** An answer. */
  record Answer(int code, String type, byte[] body) {
    static Answer text(int code, String text) {
      return new Answer(
          code, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(byte[] body) {
      return new Answer(200, "application/json", body);
    }
  }

  /** What answers at a path. */
  interface Resource {
    Answer answer(HttpExchange exchange) throws IOException;
  }

  /** Binds, and serves those paths and no others. */
  Endpoint(InetSocketAddress listen, SSLContext tls, Map<String, Resource> resources)
      throws IOException {
    server = HttpsServer.create(listen, BACKLOG);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters chosen = getSSLContext().getDefaultSSLParameters();
            chosen.setProtocols(PROTOCOLS);
            parameters.setSSLParameters(chosen);
          }
        });
    AtomicInteger count = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            AT_A_TIME,
            task -> {
              Thread thread = new Thread(task, "admission-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", handler(resources));
    server.start();
  }

  private HttpHandler handler(Map<String, Resource> resources) {
    return exchange -> {
      try (exchange) {
        free.acquireUninterruptibly();
        Answer answer;
        try {
          Resource resource = resources.get(exchange.getRequestURI().getPath());
          answer =
              resource == null
                  ? Answer.text(404, "there is nothing here")
                  : resource.answer(exchange);
        } catch (RuntimeException e) {
          LOG.error("an answer to {} failed", exchange.getRequestURI().getPath(), e);
          answer = Answer.text(500, "an error of Tenon itself; its log has more");
        }
        try {
          send(exchange, answer);
        } finally {
          free.release();
        }
      }
    };
  }

  private void send(HttpExchange exchange, Answer answer) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    if (leaving || answer.code() >= 400) {
      // what is left of the body of a refused request is not read
      exchange.getResponseHeaders().set("Connection", "close");
    }
    exchange.sendResponseHeaders(answer.code(), answer.body().length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(answer.body());
    }
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /** From now on every answer says that its connection is the last: callers go elsewhere. */
  void leave() {
    leaving = true;
  }

  /** Waits for answers that are being made, at most so long. */
  void finish(Duration most) throws InterruptedException {
    if (free.tryAcquire(AT_A_TIME, most.toMillis(), TimeUnit.MILLISECONDS)) {
      free.release(AT_A_TIME);
    }
  }

  /** Ends all requests and frees the port. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
