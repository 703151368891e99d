package dev.tenon.cli.up;

import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.config.InvalidSandboxConfig;
import dev.tenon.sandbox.config.SandboxConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The vendors that folders bring along. */
final class Sandboxes implements AutoCloseable {
  private final List<Sandbox> running = new ArrayList<>();

  /**
   * What files declare.
   *
   * @param configs of those that can be used
   * @param problems of the others, each with its place
   */
  record Declared(List<SandboxConfig> configs, List<String> problems) {}

  static Declared read(List<Path> files) {
    List<SandboxConfig> configs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        configs.add(SandboxConfig.read(file));
      } catch (InvalidSandboxConfig e) {
        problems.add(e.getMessage());
      }
    }
    return new Declared(configs, problems);
  }

  /**
   * Starts one.
   *
   * @return its address
   * @throws IOException where its port is taken
   */
  String start(SandboxConfig config) throws IOException {
    try {
      Sandbox sandbox = Sandbox.start(config);
      running.add(sandbox);
      return sandbox.uri().toString();
    } catch (UncheckedIOException e) {
      throw new IOException(
          "the sandbox cannot listen on port "
              + config.port()
              + " ("
              + e.getCause().getMessage()
              + "); stop what listens there, or change port in its file",
          e);
    }
  }

  @Override
  public void close() {
    running.forEach(Sandbox::close);
  }
}
