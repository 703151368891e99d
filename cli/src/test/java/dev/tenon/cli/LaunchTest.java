package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, which a signal ends. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LaunchTest {
  private static final int INTERRUPT = 2;
  private static final int TERMINATE = 15;

  @TempDir private Path folder;

  @Test
  void ctrlCEndsItAndTheEndOfStandardInputDoesNot() throws Exception {
    assumeThat(ignored(INTERRUPT))
        .as("SKIPPED: SIGINT is ignored in this process, so in its children too")
        .isFalse();

    endedBy(INTERRUPT);
  }

  @Test
  void aTerminationSignalEndsIt() throws Exception {
    endedBy(TERMINATE);
  }

  @Test
  void whatItSaysGoesToStandardErrorAndWhatItIsAskedForToStandardOutput() throws Exception {
    Process process = start("render", "nowhere.yaml");

    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(process.getInputStream().readAllBytes()).isEmpty();
    assertThat(Files.readString(err()))
        .contains("nowhere.yaml: there is no such file or folder")
        .doesNotContain("\tat ");
  }

  /** Starts it, waits until it runs, sends a signal, and waits for the end. */
  private void endedBy(int signal) throws IOException, InterruptedException {
    Path team = folder.resolve("team.yaml");
    Files.writeString(
        team,
        """
        apiVersion: tenon.dev/v1alpha1
        kind: Team
        metadata: {name: shop}
        spec: {members: [{id: ana@corp.example}, {id: bo@corp.example}]}
        """);
    Process process =
        start("up", "--port", "0", "--home", folder.resolve("home").toString(), team.toString());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).as(Files.readString(err())).startsWith("KUBECONFIG=");
      while (!Files.readString(err()).contains("routes listen on")) {
        assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
            .as(Files.readString(err()))
            .isFalse();
      }
      send(signal, process);
      int code = process.waitFor();
      assertThat(Files.readString(err())).contains("tenon: stopping");
      // on a machine that is too busy it leaves something behind rather than to be late
      if (!Files.readString(err()).contains("did not end in time")) {
        assertThat(code).isEqualTo(128 + signal);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.command().addAll(java.util.List.of(arguments));
    // an empty standard input, as from a service manager
    builder.redirectInput(Files.createTempFile(folder, "stdin", "").toFile());
    builder.redirectError(err().toFile());
    return builder.start();
  }

  private Path err() {
    return folder.resolve("err.txt");
  }

  private static void send(int signal, Process process) throws IOException, InterruptedException {
    int sent =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(sent).isZero();
  }

  /** Whether this process ignores a signal; children inherit that, and Java then never sees it. */
  private static boolean ignored(int signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(mask -> mask.testBit(signal - 1));
  }
}
