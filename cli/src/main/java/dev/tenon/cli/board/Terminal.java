package dev.tenon.cli.board;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal that standard output is, if it is one. */
public final class Terminal {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})");

  /** What a terminal has that tells no size, as it was in 1978. */
  private static final Size USUAL = new Size(24, 80);

  private static final long ASKED_EVERY = Duration.ofSeconds(2).toNanos();

  private Terminal() {}

  /** Lines and characters of a line. */
  public record Size(int height, int width) {}

  /**
   * The size of the terminal; empty where standard output is none, or one that can do nothing
   * ({@code TERM=dumb}). Asks the system's own tools, because Java cannot say: takes some
   * milliseconds.
   */
  public static Optional<Size> size(Map<String, String> environment) {
    String term = environment.getOrDefault("TERM", "");
    if (term.isEmpty() || term.equals("dumb")) {
      return Optional.empty();
    }
    // the answer comes through standard error, because standard output must stay the terminal
    ProcessBuilder asking =
        new ProcessBuilder("sh", "-c", "test -t 1 && { stty size <&1 >&2; true; }");
    asking.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    try {
      Process process = asking.start();
      process.getOutputStream().close();
      String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(2, TimeUnit.SECONDS) || process.exitValue() != 0) {
        return Optional.empty();
      }
      return Optional.of(parse(said));
    } catch (IOException e) {
      // no such tools: Windows, or an image without a shell
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The same, asked again every two seconds at most. */
  public static Supplier<Optional<Size>> sizeOverTime(Map<String, String> environment, Size first) {
    AtomicReference<Asked> last =
        new AtomicReference<>(new Asked(Optional.of(first), System.nanoTime()));
    return () -> {
      Asked known = last.get();
      if (System.nanoTime() - known.at() > ASKED_EVERY) {
        known = new Asked(size(environment), System.nanoTime());
        last.set(known);
      }
      return known.size();
    };
  }

  private record Asked(Optional<Size> size, long at) {}

  static Size parse(String said) {
    Matcher size = SIZE.matcher(said);
    if (!size.find()) {
      return USUAL;
    }
    int height = Integer.parseInt(size.group(1));
    int width = Integer.parseInt(size.group(2));
    return height < 2 || width < 2 ? USUAL : new Size(height, width);
  }
}
