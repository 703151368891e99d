package dev.tenon.bench.flow;

import dev.tenon.bench.Vendor;
import java.io.IOException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** Stock Camel with nothing in between: the caller waits for the vendor, and nothing is kept. */
final class Bare implements Contender {
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final VertxPlatformHttpServer server = server();

  Bare(Vendor vendor) throws Exception {
    camel.disableJMX();
    camel.addService(server);
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("platform-http:/in")
                .removeHeaders("*")
                .setHeader("CamelHttpMethod", constant("POST"))
                .to(vendor.uri() + "/tickets?connectionsPerRoute=100&maxTotalConnections=200");
          }
        });
    camel.start();
  }

  /** Camel's own server, on any port. */
  static VertxPlatformHttpServer server() {
    VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
    http.setBindHost("127.0.0.1");
    http.setBindPort(0);
    return new VertxPlatformHttpServer(http);
  }

  @Override
  public String name() {
    return "bare Camel";
  }

  @Override
  public int port() {
    return server.getServer().actualPort();
  }

  @Override
  public String path() {
    return "/in";
  }

  @Override
  public void close() throws IOException {
    camel.close();
  }
}
