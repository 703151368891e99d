package dev.tenon.sandbox;

import dev.tenon.sandbox.config.InvalidSandboxConfig;
import dev.tenon.sandbox.config.SandboxConfig;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A sandbox as a process of its own: {@code [FILE] [--port N] [--host ADDRESS]}. It prints one
 * line, {@code SANDBOX=http://127.0.0.1:PORT}, when it answers, and runs until it is killed. What
 * cannot be used ends it with exit code 2 and the reason on standard error.
 */
public final class SandboxMain {
  private static final String USAGE =
      "usage: sandbox [FILE] [--port N] [--host ADDRESS]   (FILE is sandbox.yaml unless given)";

  private SandboxMain() {}

  /** See the class. */
  public static void main(String[] args) throws InterruptedException {
    Optional<Sandbox> sandbox = start(args, System.out, System.err);
    if (sandbox.isEmpty()) {
      System.exit(2);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox.get()::close, "sandbox-close"));
    new CountDownLatch(1).await();
  }

  /**
   * Starts what the arguments say and prints its address on {@code out}.
   *
   * @return the sandbox; empty if that cannot be, with the reason on {@code err}
   */
  public static Optional<Sandbox> start(String[] args, PrintStream out, PrintStream err) {
    Path file = Path.of("sandbox.yaml");
    Optional<Integer> port = Optional.empty();
    Optional<String> host = Optional.empty();
    for (int i = 0; i < args.length; i++) {
      boolean option = args[i].equals("--port") || args[i].equals("--host");
      boolean complete = i + 1 < args.length;
      if (args[i].equals("--port")
          && complete
          && args[i + 1].matches("\\d{1,5}")
          && Integer.parseInt(args[i + 1]) < 65536) {
        port = Optional.of(Integer.parseInt(args[++i]));
      } else if (args[i].equals("--host") && complete) {
        host = Optional.of(args[++i]);
      } else if (option || args[i].startsWith("-")) {
        err.println(
            "'"
                + args[i]
                + (option && complete ? " " + args[i + 1] : "")
                + "' is not understood; "
                + USAGE);
        return Optional.empty();
      } else {
        file = Path.of(args[i]);
      }
    }
    try {
      SandboxConfig config = SandboxConfig.read(file);
      config = config.withPort(port.orElse(config.port())).withHost(host.orElse(config.host()));
      Sandbox sandbox = Sandbox.start(config);
      out.println("SANDBOX=" + sandbox.uri());
      out.flush();
      return Optional.of(sandbox);
    } catch (InvalidSandboxConfig | UncheckedIOException e) {
      err.println(e.getMessage());
      return Optional.empty();
    }
  }
}
