package dev.tenon.cli;

import dev.tenon.cli.console.Stop;
import dev.tenon.cli.console.Streams;
import dev.tenon.cli.log.Logs;
import dev.tenon.cli.up.LocalPlane;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.config.SandboxConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A run that loads the classes that commands need, so that an archive of them can be made when
 * Tenon is built: two small integrations, really run, in a folder and on ports of its own. It
 * leaves nothing behind, and reaches nothing but this machine.
 */
final class Training {
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);
  private static final Pattern ADDRESS = Pattern.compile("routes listen on (http://\\S+)");

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Streams streams =
      new Streams(InputStream.nullInputStream(), print(said), print(said));
  private final Path folder;

  private Training(Path folder) {
    this.folder = folder;
  }

  /**
   * Ends when the classes are loaded, with exit code 0; prints what happened only if it did not.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tenon-training-");
    Training training = new Training(folder);
    int code;
    try {
      code = training.run();
    } finally {
      delete(folder);
    }
    if (code != 0) {
      System.err.println(training.said.toString(StandardCharsets.UTF_8));
    }
    System.exit(code);
  }

  private int run() throws IOException, InterruptedException {
    Logs.quiet(streams.err()::println);
    execute(new Stop(), "help", "up");
    try (Sandbox sandbox = Sandbox.start(SandboxConfig.parse(resource("sandbox.yaml")))) {
      Files.writeString(
          folder.resolve("training.yaml"),
          resource("manifests.yaml").replace("SANDBOX", sandbox.uri("vendor").toString()));
      Stop stop = new Stop();
      CompletableFuture<Integer> up =
          CompletableFuture.supplyAsync(() -> execute(stop, upArguments(List.of())));
      boolean delivered = until(up, () -> sandbox.vendor("vendor").appliedCount() > 0);
      delivered &= until(up, this::listens);
      if (delivered) {
        call();
      }
      stop.order();
      up.join();
      execute(new Stop(), upArguments(List.of("--once", "--timeout", "30s")));
      execute(new Stop(), "check", folder.toString());
      int rendered = execute(new Stop(), "render", folder.toString());
      return delivered && rendered == 0 ? 0 : 1;
    }
  }

  private String[] upArguments(List<String> more) {
    return Stream.concat(
            Stream.of(
                "up",
                "--port",
                "0",
                "--home",
                folder.resolve("home").toString(),
                folder.toString()),
            more.stream())
        .toArray(String[]::new);
  }

  private int execute(Stop stop, String... arguments) {
    return Main.commandLine(streams, LocalPlane::start, stop, Map.of()).execute(arguments);
  }

  private boolean listens() {
    return ADDRESS.matcher(said.toString(StandardCharsets.UTF_8)).find();
  }

  /** An event without a signature: the way in is loaded, and it is refused. */
  private void call() throws IOException, InterruptedException {
    Matcher address = ADDRESS.matcher(said.toString(StandardCharsets.UTF_8));
    if (address.find()) {
      URI uri = URI.create(address.group(1) + "/training/receive/vendor");
      HttpRequest request =
          HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
      HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    }
  }

  private interface Condition {
    boolean met();
  }

  private static boolean until(CompletableFuture<Integer> running, Condition condition)
      throws InterruptedException {
    long end = System.nanoTime() + LONG_ENOUGH.toNanos();
    Stop pace = new Stop();
    while (!condition.met()) {
      if (running.isDone() || System.nanoTime() > end) {
        return false;
      }
      pace.await(Duration.ofMillis(50));
    }
    return true;
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Training.class.getResourceAsStream("training/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
