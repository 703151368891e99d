package dev.tenon.bench.flow;

import dev.tenon.bench.Scratch;
import dev.tenon.bench.Vendor;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcConnectionPool;

/**
 * Stock Camel that stores each message by {@code sql:} before it answers, and delivers from the
 * table: as many consumers as Tenon delivers at a time, each with its own part of the table. H2
 * with the very settings that Tenon gives it.
 */
final class StockSql implements Contender {
  private static final int CONSUMERS = 16;

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final VertxPlatformHttpServer server = Bare.server();
  private final Scratch scratch = Scratch.create();
  private final JdbcConnectionPool pool;

  StockSql(Vendor vendor) throws Exception {
    pool =
        JdbcConnectionPool.create(
            "jdbc:h2:file:"
                + scratch.path().resolve("state")
                + ";WRITE_DELAY=0;RETENTION_TIME=1000;DB_CLOSE_ON_EXIT=FALSE;QUERY_CACHE_SIZE=64",
            "bench",
            "");
    pool.setMaxConnections(64);
    createTable();
    camel.disableJMX();
    camel.getRegistry().bind("state", pool);
    camel.addService(server);
    camel.addRoutes(routes(vendor.uri() + "/tickets"));
    camel.start();
  }

  private void createTable() throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE message (id BIGINT AUTO_INCREMENT PRIMARY KEY, message_key BIGINT UNIQUE,"
              + " lane INT AS MOD(message_key, "
              + CONSUMERS
              + "), body VARCHAR)");
      statement.execute("CREATE INDEX message_lane ON message (lane, id)");
    }
  }

  private static RouteBuilder routes(String tickets) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("platform-http:/in")
            .convertBodyTo(String.class)
            .setVariable("key")
            .jq(".n", Long.class)
            .to(
                "sql:INSERT INTO message (message_key, body) VALUES (:#${variable.key}, :#${body})"
                    + "?dataSource=#state")
            .removeHeaders("*")
            .setBody(constant("taken"));
        for (int lane = 0; lane < CONSUMERS; lane++) {
          from("sql:SELECT id, body FROM message WHERE lane = "
                  + lane
                  + " ORDER BY id?dataSource=#state&initialDelay=0&delay=5&maxMessagesPerPoll=64"
                  + "&onConsume=DELETE FROM message WHERE id = :#ID")
              .setBody(exchange -> exchange.getMessage().getBody(Map.class).get("BODY"))
              .removeHeaders("*")
              .setHeader("CamelHttpMethod", constant("POST"))
              .setHeader("Content-Type", constant("application/json"))
              .to(tickets + "?connectionsPerRoute=100&maxTotalConnections=200");
        }
      }
    };
  }

  @Override
  public String name() {
    return "stock sql:";
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
  public void close() throws Exception {
    camel.close();
    pool.dispose();
    scratch.close();
  }
}
