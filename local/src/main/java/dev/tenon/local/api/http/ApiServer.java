package dev.tenon.local.api.http;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.tenon.local.api.verbs.Backend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** The HTTPS server, on the loopback interface alone. */
public final class ApiServer implements AutoCloseable {
  static {
    // read once by the JDK's server, when its classes load
    setDefault("sun.net.httpserver.nodelay", "true");
    setDefault("sun.net.httpserver.maxIdleConnections", "1000");
    setDefault("sun.net.httpserver.idleInterval", "300");
  }

  private final HttpsServer server;
  private final ExecutorService threads;

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Binds and serves.
   *
   * @param port the port; 0 for a free one
   * @param token what clients must bear
   * @throws IOException where the port cannot be had
   */
  public ApiServer(Backend backend, int port, SSLContext tls, String token) throws IOException {
    server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 256);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    AtomicInteger count = new AtomicInteger();
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "api-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", new Router(backend, token, "127.0.0.1:" + port()));
    server.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Ends all requests and frees the port. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
