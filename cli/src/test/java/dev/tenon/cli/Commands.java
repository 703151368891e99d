package dev.tenon.cli;

import dev.tenon.cli.console.Stop;
import dev.tenon.cli.console.Streams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Runs commands that start no control plane, in this process. */
public final class Commands {
  private Commands() {}

  /** What a command printed, and its exit code. */
  public record Ran(int code, String out, String err) {}

  /** Runs it without any input. */
  public static Ran run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int code =
        Main.commandLine(
                streams,
                options -> {
                  throw new IllegalStateException("no control plane is started here");
                },
                new Stop(),
                Map.of())
            .execute(arguments);
    return new Ran(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
