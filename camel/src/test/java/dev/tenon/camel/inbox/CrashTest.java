package dev.tenon.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tenon.camel.state.Backend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A process under load is killed, again and again, and another goes on with what it left. */
@ParameterizedClass
@EnumSource(Backend.class)
class CrashTest {
  private static final int KILLS = 10;

  private final Backend backend;
  @TempDir Path folder;
  private HttpServer vendor;
  private ExecutorService threads;

  /** What the vendor received: for each message, the idempotency keys that it came under. */
  private final Map<String, Set<String>> keys = new ConcurrentHashMap<>();

  private final AtomicLong requests = new AtomicLong();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  CrashTest(Backend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void startVendor() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    threads = Executors.newFixedThreadPool(16);
    vendor.setExecutor(threads);
    vendor.createContext("/", this::receive);
    vendor.start();
  }

  @AfterEach
  void stopVendor() {
    vendor.stop(0);
    threads.shutdownNow();
  }

  private void receive(HttpExchange exchange) throws IOException {
    String message = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    keys.computeIfAbsent(message, any -> ConcurrentHashMap.newKeySet()).add(String.valueOf(key));
    requests.incrementAndGet();
    exchange.sendResponseHeaders(200, 2);
    exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
    exchange.close();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void whatWasAcknowledgedArrivesHoweverOftenTheProcessIsKilled() throws Exception {
    Backend.Home home = backend.home(folder);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start(home, "run-" + kill);
      Thread reader = reader(process);
      int before = acknowledged.size();
      await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > before);
      // at any moment of its work
      process.waitFor(random.nextInt(600), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      reader.join();
    }
    Process last = start(home, "drain");
    Thread reader = reader(last);
    try {
      await()
          .atMost(Duration.ofSeconds(90))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> keys.keySet().containsAll(acknowledged));
    } finally {
      last.destroyForcibly().waitFor();
      reader.join();
    }
    long twice = requests.get() - keys.size();
    System.out.printf(
        "%s: killed %d times under load: %d acknowledged, %d lost, %d delivered twice, each under"
            + " its own key (seed %d)%n",
        backend,
        KILLS,
        acknowledged.size(),
        acknowledged.stream().filter(message -> !keys.containsKey(message)).count(),
        twice,
        seed);
    assertThat(keys.values()).allSatisfy(one -> assertThat(one).hasSize(1).doesNotContain("null"));
    assertThat(keys.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates();
  }

  private Process start(Backend.Home home, String run) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            CrashChild.class.getName(),
            home.backend().name(),
            home.url(),
            home.file().toString(),
            "http://127.0.0.1:" + vendor.getAddress().getPort(),
            run)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Each line of the child's names a message that it had acknowledged. */
  private Thread reader(Process process) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  // a killed process may leave half a line
                  if (line.endsWith(".")) {
                    acknowledged.add(line);
                  }
                }
              } catch (IOException e) {
                // it was killed
                return;
              }
            });
    reader.start();
    return reader;
  }
}
