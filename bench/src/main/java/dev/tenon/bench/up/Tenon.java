package dev.tenon.bench.up;

import dev.tenon.bench.Waiting;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code tenon} that goes on, run as a user runs it, in a process of its own. */
public final class Tenon implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String KUBECONFIG = "KUBECONFIG=";
  private static final Pattern USED =
      Pattern.compile("(?:generation\\s+total|garbage-first heap\\s+total) \\d+K, used (\\d+)K");

  private final Process process;
  private final long begun;
  private final List<Line> lines = new CopyOnWriteArrayList<>();

  /** What it printed, and when. */
  record Line(long atNanos, String text) {}

  private Tenon(Process process, long begun) {
    this.process = process;
    this.begun = begun;
    Thread reader = new Thread(this::read, "bench-reader");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts {@code tenon up}; the clock runs from just before the process is made. */
  static Tenon up(Path home, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("up", "--home", home.toString()));
    command.addAll(List.of(arguments));
    return start(Map.of(), command.toArray(String[]::new));
  }

  /**
   * Starts any command; the clock runs from just before the process is made.
   *
   * @param environment besides that of this process
   */
  public static Tenon start(Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("./tenon"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().putAll(environment);
    long begun = System.nanoTime();
    return new Tenon(builder.start(), begun);
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        lines.add(new Line(System.nanoTime(), text));
      }
    } catch (IOException e) {
      lines.add(new Line(System.nanoTime(), "cannot be read any more: " + e.getMessage()));
    }
  }

  /**
   * Seconds from the start to the line that first made so many different matches.
   *
   * @throws IllegalStateException if it ends or says something else for too long
   */
  public double secondsTo(int many, Predicate<String> match) {
    Waiting.until(
        () -> at(many, match).isPresent() || !process.isAlive(), PATIENCE, this::whatItSaid);
    long at =
        at(many, match).orElseThrow(() -> new IllegalStateException("it ended: " + whatItSaid()));
    return (at - begun) / 1e9;
  }

  private Optional<Long> at(int many, Predicate<String> match) {
    return lines.stream()
        .filter(line -> match.test(line.text()))
        .skip(many - 1L)
        .findFirst()
        .map(Line::atNanos);
  }

  private String whatItSaid() {
    return "it said no more than: " + String.join("\n", lines.stream().map(Line::text).toList());
  }

  /** Seconds from the start until its API answers. */
  double secondsToApi() {
    return secondsTo(1, line -> line.startsWith(KUBECONFIG));
  }

  /** The file by which clients reach it. */
  Path kubeconfig() {
    return Path.of(line(text -> text.startsWith(KUBECONFIG)).substring(KUBECONFIG.length()));
  }

  /** The first line like that, when it has been said. */
  public String line(Predicate<String> match) {
    secondsTo(1, match);
    return lines.stream().map(Line::text).filter(match).findFirst().orElseThrow();
  }

  /** A client of its API. */
  KubernetesClient client() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
        .build();
  }

  /** Seconds of processor that it has used until now. */
  public double processor() {
    return process.info().totalCpuDuration().map(used -> used.toMillis() / 1e3).orElse(Double.NaN);
  }

  /** The most memory that it has had at a time, in MiB. */
  public double largestResident() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElse(0)
        / 1024.0;
  }

  /** The heap in use after a collection, in MiB. */
  public double heapAfterCollection() {
    jcmd("GC.run");
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    double kib = 0;
    while (used.find()) {
      kib += Double.parseDouble(used.group(1));
    }
    return kib / 1024;
  }

  /**
   * Runs kubectl against it.
   *
   * @throws IllegalStateException with what it said, if it fails
   */
  void kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig().toString()));
    command.addAll(List.of(arguments));
    Process kubectl = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (kubectl.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + said);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** What a tool of the JDK says about it. */
  private String jcmd(String... what) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid())));
    command.addAll(List.of(what));
    try {
      Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
