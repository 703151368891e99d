package dev.tenon.cli.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;

/**
 * The log of this process. Its backend is the JDK's own, so that what the JDK's HTTP server and
 * libraries with other front ends say goes the same way.
 */
public final class Logs implements AutoCloseable {
  private static final int BYTES_OF_A_FILE = 10_000_000;
  private static final int FILES = 3;
  private static final String OURS = "dev.tenon";

  /** Warnings that are about the program and not about what its user does. */
  private static final List<Logger> MUTED =
      Stream.of(
              // says of each of our kinds that v1alpha1 is not v1
              "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils")
          .map(Logger::getLogger)
          .toList();

  /** Held, because the JDK forgets the level of a logger that nobody holds. */
  private static final Logger ROOT = Logger.getLogger("");

  private static final Logger OUR_LOGGER = Logger.getLogger(OURS);

  private final Optional<Path> file;
  private final Handler handler;

  private Logs(Optional<Path> file, Handler handler) {
    this.file = file;
    this.handler = handler;
  }

  /** Only warnings, and those as single lines. */
  public static void quiet(Consumer<String> console) {
    LogManager.getLogManager().reset();
    ROOT.setLevel(Level.WARNING);
    MUTED.forEach(logger -> logger.setLevel(Level.OFF));
    ROOT.addHandler(new ConsoleLines(console, 0));
  }

  /**
   * Everything as JSON to the standard error of the process, where clusters collect it.
   *
   * @param level of what is said; what libraries say is left out below a warning unless it is FINE
   */
  public static void json(Level level) {
    LogManager.getLogManager().reset();
    StreamHandler handler =
        new StreamHandler(System.err, new JsonLines()) {
          @Override
          public synchronized void publish(LogRecord said) {
            super.publish(said);
            flush();
          }
        };
    handler.setLevel(Level.ALL);
    ROOT.addHandler(handler);
    MUTED.forEach(logger -> logger.setLevel(Level.OFF));
    level(level);
  }

  /** Says more or less from now on. */
  public static void level(Level level) {
    boolean everything = level.intValue() < Level.INFO.intValue();
    ROOT.setLevel(everything ? Level.INFO : Level.WARNING);
    OUR_LOGGER.setLevel(level);
  }

  /**
   * Everything to a file that is kept small, and a part of it to the console.
   *
   * @param folder where the file and its predecessors are; made where absent
   * @param verbosity 0 for warnings on the console, 1 for what Tenon says besides, 2 for all that
   *     libraries say besides, 3 for details
   * @throws IOException where the folder cannot be written
   */
  public static Logs open(Path folder, int verbosity, Consumer<String> console) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("tenon.0.log");
    FileHandler handler =
        new FileHandler(
            folder.toString().replace("%", "%%") + "/tenon.%g.log", BYTES_OF_A_FILE, FILES, true);
    handler.setEncoding(StandardCharsets.UTF_8.name());
    handler.setFormatter(new FileLines());
    LogManager.getLogManager().reset();
    Level level = verbosity >= 3 ? Level.FINE : Level.INFO;
    handler.setLevel(level);
    ROOT.setLevel(level);
    MUTED.forEach(logger -> logger.setLevel(Level.OFF));
    ROOT.addHandler(handler);
    ROOT.addHandler(new ConsoleLines(console, verbosity));
    return new Logs(Optional.of(file), handler);
  }

  /** The file that is written now. */
  public Optional<Path> file() {
    return file;
  }

  static boolean isOurs(String logger) {
    return logger != null && logger.startsWith(OURS);
  }

  @Override
  public void close() {
    ROOT.removeHandler(handler);
    handler.close();
  }
}
