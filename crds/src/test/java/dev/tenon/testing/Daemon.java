package dev.tenon.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in the background whose output goes to a file. */
final class Daemon {
  private static final Duration STARTS_WITHIN = Duration.ofMinutes(3);
  private static final int LAST_WORDS = 2000;

  private final Process process;
  private final Path log;

  private Daemon(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static Daemon start(Path log, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .start();
    return new Daemon(process, log);
  }

  /** Waits until the server answers that it is ready, or one of the programs has ended. */
  void awaitReady(Identity identity, List<Daemon> others) {
    HttpClient http = identity.trustingClient();
    HttpRequest ready =
        HttpRequest.newBuilder(identity.server().resolve("/readyz"))
            .header("Authorization", "Bearer " + identity.token())
            .timeout(Duration.ofSeconds(10))
            .build();
    Instant end = Instant.now().plus(STARTS_WITHIN);
    while (Instant.now().isBefore(end)) {
      others.forEach(Daemon::failIfEnded);
      failIfEnded();
      try {
        if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // not listening yet
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while a kube-apiserver started", e);
      }
      pause();
    }
    throw new IllegalStateException(
        "kube-apiserver was not ready within " + STARTS_WITHIN + ": " + lastWords());
  }

  private void failIfEnded() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          log.getFileName() + " ended with " + process.exitValue() + ": " + lastWords());
    }
  }

  /** A moment, or less if the program ends in it. */
  private void pause() {
    try {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String lastWords() {
    try {
      String all = Files.readString(log, StandardCharsets.UTF_8);
      return all.substring(Math.max(0, all.length() - LAST_WORDS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
