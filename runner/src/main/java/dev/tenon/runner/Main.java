package dev.tenon.runner;

import dev.tenon.runner.pod.PodOptions;
import dev.tenon.runner.pod.PodRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the plan of a folder until it is told to end. The only argument is the folder; the options
 * of {@link PodOptions} come by environment. Ends with 2 when folder or options cannot be used,
 * with 1 when the plan does not start; the cause is one line on standard error and in the
 * termination log.
 */
public final class Main {
  private static final String LOG_CONFIGURATION = "logback.configurationFile";

  private Main() {}

  /** The folder is the argument. */
  public static void main(String[] arguments) throws InterruptedException {
    if (System.getProperty(LOG_CONFIGURATION) == null) {
      System.setProperty(LOG_CONFIGURATION, "dev/tenon/runner/pod-logback.xml");
    }
    if (arguments.length != 1) {
      System.err.println("one argument is needed: the folder of a plan");
      System.exit(2);
    }
    PodOptions options;
    try {
      options = PodOptions.read(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    run(Path.of(arguments[0]), options);
  }

  private static void run(Path folder, PodOptions options) throws InterruptedException {
    PodRunner runner;
    try {
      runner = PodRunner.start(folder, options);
    } catch (IOException | IllegalArgumentException e) {
      end(options, folder + ": " + message(e), 2);
      return;
    } catch (PodRunner.PlanRefused | RuntimeException e) {
      end(options, message(e), 1);
      return;
    }
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  runner.close();
                  ended.countDown();
                },
                "tenon-stop"));
    ended.await();
  }

  private static String message(Exception e) {
    return e instanceof java.nio.file.NoSuchFileException
        ? "there is no " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  private static void end(PodOptions options, String cause, int status) {
    System.err.println(cause);
    try {
      if (Files.isWritable(options.terminationLog())) {
        Files.write(options.terminationLog(), (cause + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // standard error has it
    }
    System.exit(status);
  }
}
