package dev.tenon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.Stop;
import dev.tenon.cli.console.Streams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"up", "render", "sandbox", "admission", "operator"})
  void everyCommandExplainsItself(String command) {
    assertThat(run(command, "--help")).isEqualTo(ExitCode.ALLOWED);
    String asked = text(out);
    out.reset();
    assertThat(run("help", command)).isEqualTo(ExitCode.ALLOWED);

    assertThat(text(out)).isEqualTo(asked).contains("Usage: tenon " + command).contains("Example");
    assertThat(text(err)).isEmpty();
  }

  @Test
  void aloneItSaysWhatThereIs() {
    assertThat(run()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(text(err)).contains("Usage: tenon").contains("render").contains("Begin with:");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void aWrongOptionIsRefusedWithWhatWasExpected() {
    assertThat(run("up", "--port", "eighty")).isEqualTo(ExitCode.UNREADABLE);
    assertThat(text(err)).contains("'eighty' is no port: write a number from 0 to 65535");
    assertThat(run("up", "--timeout", "soon")).isEqualTo(ExitCode.UNREADABLE);
    assertThat(text(err)).contains("--timeout").contains("tenon help up says what there is");
  }

  @Test
  void aWrongCommandIsAnsweredWithTheOneThatWasMeant() {
    assertThat(run("rendre", "x.yaml")).isEqualTo(ExitCode.UNREADABLE);
    assertThat(text(err)).contains("rendre").contains("render");
  }

  @Test
  void itsVersionIsPrinted() {
    assertThat(run("--version")).isEqualTo(ExitCode.ALLOWED);
    assertThat(text(out)).startsWith("tenon ").contains("Java ");
  }

  private int run(String... arguments) {
    Streams streams = new Streams(InputStream.nullInputStream(), print(out), print(err));
    return Main.commandLine(
            streams,
            options -> {
              throw new AssertionError("nothing is to be started");
            },
            new Stop(),
            Map.of())
        .execute(arguments);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
