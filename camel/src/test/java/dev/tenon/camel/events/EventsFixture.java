package dev.tenon.camel.events;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.SystemHealths;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import dev.tenon.plan.Credentials;
import dev.tenon.plan.Facts;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Needs;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Resilience;
import dev.tenon.plan.Revision;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.SystemSpec;
import dev.tenon.plan.Webhook;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/** Receives events of a System named {@code vendor} on a real HTTP server. */
final class EventsFixture implements AutoCloseable {
  static final Ref OF = Ref.integration("support", "tickets");
  static final String PATH = "/support/tickets/receive";

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final Map<String, String> secrets = new ConcurrentHashMap<>(Map.of("secret", "s3cret"));
  final DefaultCamelContext camel = new DefaultCamelContext();
  private final StateStore store;
  private final int port;
  private InstantSource clock = Clock.systemUTC();
  private boolean server = true;

  EventsFixture(StateStore store) throws IOException {
    this.store = store;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    camel.disableJMX();
    camel.getShutdownStrategy().setTimeout(5);
    camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
  }

  EventsFixture clock(InstantSource source) {
    clock = source;
    return this;
  }

  EventsFixture withoutServer() {
    server = false;
    return this;
  }

  EventsFixture publicUrl(String url) {
    camel.getComponent("events", EventsComponent.class).setPublicUrl(url);
    return this;
  }

  /** Events of that type go through the route to {@code inbox:in}, which the test does not read. */
  EventsFixture start(Webhook.Type type, int maxBytes, int maxInFlight, RouteBuilder route)
      throws Exception {
    TreeMap<String, Call> calls = new TreeMap<>();
    calls.put("receive-1", new Call.Receive("receive", "vendor", PATH, maxBytes, maxInFlight));
    calls.put("receive-2", new Call.Put("receive", "in", ".id", Duration.ofDays(30)));
    SystemSpec vendor =
        new SystemSpec(
            "vendor",
            "https://vendor.example",
            new TreeMap<>(),
            new Credentials.None(),
            Optional.of(
                new Webhook(
                    type,
                    "hook",
                    Duration.ofMinutes(5),
                    type == Webhook.Type.HMAC
                        ? Optional.of(new Webhook.Hmac("X-Sig", "SHA256", "Hex", ""))
                        : Optional.empty())),
            new TreeSet<>());
    Plan plan =
        new Plan(
            OF,
            Revision.NONE,
            "",
            calls,
            List.of(vendor),
            List.of(),
            new TreeSet<>(),
            Resilience.DEFAULT,
            new Needs(true, true, new TreeSet<>(), new TreeSet<>()),
            new Facts(
                new TreeSet<>(),
                new TreeSet<>(),
                List.of(),
                List.of(),
                List.of(),
                new TreeSet<>(),
                Resilience.DEFAULT,
                false,
                false));
    camel
        .getRegistry()
        .bind(
            PlanRuntime.NAME,
            new PlanRuntime(
                plan,
                () -> Grant.unlimited(OF),
                key -> Optional.ofNullable(secrets.get(key.key())),
                Optional.of(store),
                new SystemHealths(),
                "replica-0",
                clock));
    if (server) {
      VertxPlatformHttpServerConfiguration configuration =
          new VertxPlatformHttpServerConfiguration();
      configuration.setBindHost("127.0.0.1");
      configuration.setBindPort(port);
      camel.addService(new VertxPlatformHttpServer(configuration));
    }
    camel.addRoutes(route);
    camel.start();
    return this;
  }

  EventsFixture start(Webhook.Type type) throws Exception {
    return start(type, 1 << 20, 16, toInbox());
  }

  static RouteBuilder toInbox() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("events:vendor?call=receive-1").routeId("receive").to("inbox:in?call=receive-2");
      }
    };
  }

  HttpRequest.Builder request(String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  HttpResponse<String> send(HttpRequest request) throws Exception {
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String body, String... headers) throws Exception {
    return send(request(body, headers).build());
  }

  /** As GitHub sends it. */
  HttpResponse<String> gitHub(String body, String... more) throws Exception {
    return send(gitHubRequest("s3cret", body, more));
  }

  HttpRequest gitHubRequest(String secret, String body, String... more) {
    HttpRequest.Builder request =
        request(
            body,
            "Content-Type",
            "application/json",
            "X-GitHub-Event",
            "issues",
            "X-Hub-Signature-256",
            "sha256=" + hmac(secret, body));
    if (more.length > 0) {
      request.headers(more);
    }
    return request.build();
  }

  static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return java.util.HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  Counts counts() {
    return store.tallies().of(OF);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    camel.stop();
  }
}
