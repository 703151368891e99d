package dev.tenon.runner;

import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.RunnerReport.Counts;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Figures, not a test: messages a second by HTTP entry, inbox and System on H2, beside bare Camel,
 * platform-http to http with nothing durable. Vendor and callers are in the same process.
 */
final class Throughput {
  private static final String PAD = "x".repeat(320);

  private final Vertx vertx = Vertx.vertx();
  private volatile Consumer<Buffer> arrival = body -> {};
  private final AtomicLong ids = new AtomicLong();
  private HttpServer vendor;

  private Throughput() {}

  public static void main(String[] arguments) throws Exception {
    Throughput here = new Throughput();
    here.vendor =
        here.vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.bodyHandler(
                        body -> {
                          here.arrival.accept(body);
                          request
                              .response()
                              .setStatusCode(201)
                              .putHeader("Content-Type", "application/json")
                              .end("{\"id\":1}");
                        }))
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    for (int round = 0; round < 2; round++) {
      for (int callers : new int[] {8, 32}) {
        here.bare(callers, round == 0 ? 4 : 10);
        here.tenon(callers, round == 0 ? 4 : 10);
      }
    }
    here.steady(600, 15);
    System.exit(0);
  }

  private String vendor() {
    return "http://127.0.0.1:" + vendor.actualPort();
  }

  private void bare(int callers, int seconds) throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.disableJMX();
      VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
      http.setBindPort(0);
      VertxPlatformHttpServer server = new VertxPlatformHttpServer(http);
      camel.addService(server);
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("platform-http:/in")
                  .removeHeaders("*")
                  .setHeader("CamelHttpMethod", constant("POST"))
                  .to(vendor() + "/tickets?connectionsPerRoute=100&maxTotalConnections=200");
            }
          });
      camel.start();
      load("bare", server.getServer().actualPort(), "/in", callers, seconds);
    }
  }

  private void tenon(int callers, int seconds) throws Exception {
    Path folder = Files.createTempDirectory("tenon-load");
    try (StateStore store = SqlStateStore.h2(folder.resolve("state"));
        RunnerHost host =
            RunnerHost.open(RunnerSettings.DEFAULT.keeping(store).grace(Duration.ofSeconds(20)))) {
      Plan plan = plan();
      Outcome outcome = host.start(plan, Grant.unlimited(plan.of()));
      if (!outcome.started()) {
        throw new IllegalStateException(outcome.cause().orElseThrow());
      }
      long begin = System.nanoTime();
      long accepted = load("tenon", host.port(), "/shop/orders", callers, seconds);
      Counts counts = host.report(plan.of()).orElseThrow().messages();
      while (counts.delivered() < accepted) {
        Thread.currentThread().join(20);
        counts = host.report(plan.of()).orElseThrow().messages();
      }
      double all = (System.nanoTime() - begin) / 1e9;
      say(
          "  delivered %d, %.0f/s with what was left at the end",
          counts.delivered(), counts.delivered() / all);
    }
  }

  private Plan plan() {
    return Plans.of("shop", "orders")
        .stateful()
        .system("desk", vendor())
        .route(
            "receive",
            Kind.Http,
            "platform-http:/shop/orders",
            "to: {uri: 'inbox:deliver?call=receive-1'}",
            "setBody: {constant: taken}")
        .call("receive-1", new Call.Put("receive", "deliver", ".n", Duration.ofDays(1)))
        .route(
            "deliver",
            Kind.Inbox,
            "inbox:deliver?call=deliver-1",
            "to: {uri: 'system:desk?call=deliver-2'}")
        .call("deliver-1", new Call.Take("deliver", "deliver", false, 16))
        .call(
            "deliver-2",
            new Call.Send(
                "deliver",
                "desk",
                Optional.of(
                    new Call.Request(
                        "POST", "/tickets", new TreeMap<>(), new TreeMap<>(), Optional.empty()))))
        .plan();
  }

  private long load(String what, int port, String path, int callers, int seconds) throws Exception {
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
            new PoolOptions().setHttp1MaxSize(callers));
    LongAdder done = new LongAdder();
    LongAdder wrong = new LongAdder();
    CountDownLatch ended = new CountDownLatch(callers);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    long begin = System.nanoTime();
    for (int i = 0; i < callers; i++) {
      again(client, path, end, done, wrong, ended);
    }
    ended.await();
    double time = (System.nanoTime() - begin) / 1e9;
    say("%s, %d callers: %.0f/s, not 2xx %d", what, callers, done.sum() / time, wrong.sum());
    client.close();
    return done.sum();
  }

  private void again(
      HttpClient client,
      String path,
      long end,
      LongAdder done,
      LongAdder wrong,
      CountDownLatch ended) {
    if (System.nanoTime() > end) {
      ended.countDown();
      return;
    }
    Buffer body = Buffer.buffer("{\"n\":" + ids.incrementAndGet() + ",\"pad\":\"" + PAD + "\"}");
    client
        .request(HttpMethod.POST, path)
        .compose(request -> request.putHeader("Content-Type", "application/json").send(body))
        .compose(response -> response.body().map(any -> response.statusCode()))
        .onComplete(
            result -> {
              if (result.succeeded() && result.result() / 100 == 2) {
                done.increment();
              } else {
                wrong.increment();
              }
              again(client, path, end, done, wrong, ended);
            });
  }

  private void steady(int rate, int seconds) throws Exception {
    say("steady %d/s for %d s", rate, seconds);
    Path folder = Files.createTempDirectory("tenon-load");
    long[] micros = new long[rate * seconds];
    AtomicLong at = new AtomicLong();
    try (StateStore store = SqlStateStore.h2(folder.resolve("state"));
        RunnerHost host = RunnerHost.open(RunnerSettings.DEFAULT.keeping(store))) {
      java.util.concurrent.ConcurrentHashMap<String, Long> sent =
          new java.util.concurrent.ConcurrentHashMap<>();
      arrival =
          body -> {
            String text = body.toString();
            Long begun = sent.remove(text.substring(0, text.indexOf(',')));
            if (begun != null && at.get() < micros.length) {
              micros[(int) at.getAndIncrement()] = (System.nanoTime() - begun) / 1000;
            }
          };
      Plan plan = plan();
      host.start(plan, Grant.unlimited(plan.of()));
      HttpClient client =
          vertx.createHttpClient(
              new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(host.port()),
              new PoolOptions().setHttp1MaxSize(32));
      long begin = System.nanoTime();
      for (int i = 0; i < rate * seconds; i++) {
        long due = begin + i * 1_000_000_000L / rate;
        while (System.nanoTime() < due) {
          java.util.concurrent.locks.LockSupport.parkNanos(
              Math.min(200_000, due - System.nanoTime()));
        }
        String key = "{\"n\":" + ids.incrementAndGet();
        Buffer body = Buffer.buffer(key + ",\"pad\":\"" + PAD + "\"}");
        sent.put(key, System.nanoTime());
        client
            .request(HttpMethod.POST, "/shop/orders")
            .compose(request -> request.putHeader("Content-Type", "application/json").send(body))
            .compose(response -> response.body());
      }
      while (at.get() < micros.length - 5) {
        Thread.currentThread().join(50);
      }
      long[] sorted = Arrays.copyOf(micros, (int) at.get());
      int from = sorted.length / 5;
      sorted = Arrays.copyOfRange(sorted, from, sorted.length);
      Arrays.sort(sorted);
      say(
          "  sent to delivered: p50 %.2f ms, p99 %.2f ms, max %.2f ms",
          sorted[sorted.length / 2] / 1e3,
          sorted[(int) (sorted.length * 0.99)] / 1e3,
          sorted[sorted.length - 1] / 1e3);
    }
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
