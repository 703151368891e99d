package dev.tenon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxMainTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void file() throws IOException {
    file =
        Files.writeString(
            folder.resolve("sandbox.yaml"), "vendors: {v: {collections: {things: {}}}}");
  }

  private static String refusal(String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Optional<Sandbox> sandbox =
        SandboxMain.start(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    sandbox.ifPresent(Sandbox::close);
    assertThat(sandbox).isEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    return err.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void aProcessPrintsItsAddressInOneLineAndAnswers() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Xmx128m",
                SandboxMain.class.getName(),
                file.toString(),
                "--port",
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      assertThat(line).matches("SANDBOX=http://127\\.0\\.0\\.1:\\d+");
      URI uri = URI.create(line.substring("SANDBOX=".length()));
      assertThat(Http.post(uri, "/v/things", "{}").statusCode()).isEqualTo(201);
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFileThatCannotBeUsedIsRefusedWithItsMistake() throws IOException {
    Files.writeString(file, "vendor: {}");
    assertThat(refusal(file.toString()))
        .isEqualTo(
            file
                + ":1:1: needs vendors: a mapping from the name of each vendor to what it is\n"
                + file
                + ":1:1: vendor: there is no such field here; did you mean vendors? known are bounds, host, port, seed, vendors");
    assertThat(refusal(folder.resolve("none.yaml").toString()))
        .endsWith("none.yaml:1:1: does not exist");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(refusal(file.toString(), "--port", Integer.toString(taken.getLocalPort())))
          .startsWith("cannot listen on 127.0.0.1:" + taken.getLocalPort())
          .endsWith("name another port, or 0 for any free one");
    }
  }

  @Test
  void argumentsThatAreNotUnderstoodAreNamed() {
    assertThat(refusal("--port", "many"))
        .startsWith("'--port many' is not understood; usage: sandbox [FILE]");
    assertThat(refusal("--prot", "1")).startsWith("'--prot' is not understood");
    assertThat(refusal("--port")).startsWith("'--port' is not understood");
  }
}
