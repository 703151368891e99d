package dev.tenon.cli.up;

import dev.tenon.cli.console.Stop;
import dev.tenon.cli.console.Streams;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A run of {@code tenon up} in this process, and what it prints. */
final class Run {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Stop stop = new Stop();
  private final CompletableFuture<Integer> code;

  private Run(Path home, int port, boolean once, List<String> files) {
    UpSession session =
        new UpSession(
            new UpOptions(
                new PlaneOptions(home, port, 0, Set.of()),
                files,
                once,
                Duration.ofMinutes(4),
                true,
                0,
                Map.of()),
            new Streams(InputStream.nullInputStream(), print(out), print(err)),
            LocalPlane::start,
            stop);
    code =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return session.run();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  /** Runs until everything has settled. */
  static Run once(Path home, int port, String... files) {
    Run run = new Run(home, port, true, List.of(files));
    run.code.join();
    return run;
  }

  /** Begins a run that goes on until it is stopped. */
  static Run live(Path home, int port, String... files) {
    return new Run(home, port, false, List.of(files));
  }

  /** Stops it, and returns its exit code. */
  int stop() {
    stop.order();
    return code.join();
  }

  boolean ended() {
    return code.isDone();
  }

  int code() {
    return code.join();
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
