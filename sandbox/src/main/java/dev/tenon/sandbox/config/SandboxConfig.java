package dev.tenon.sandbox.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a sandbox file declares: where it listens, the seed of everything that looks random, bounds
 * against hostile or forgotten clients, and the vendors.
 */
public record SandboxConfig(
    long seed, String host, int port, Bounds bounds, List<VendorConfig> vendors) {

  /**
   * Bounds of memory and patience.
   *
   * @param bodyBytes the largest request body, in bytes; a larger one is answered with 413
   * @param connections how many connections may be open at once; further ones are closed at once
   * @param requests how many of the last requests each vendor remembers in full
   * @param keptBodyBytes how much of each remembered request's body is kept, in bytes
   * @param counted how many different keys, paths and resources each vendor counts one by one;
   *     further ones are counted together
   * @param records how many records a collection holds; creating one more drops the oldest
   * @param patience how long a request may take to arrive; then its connection is closed
   * @param idle how long a connection without a request is kept open
   */
  public record Bounds(
      int bodyBytes,
      int connections,
      int requests,
      int keptBodyBytes,
      int counted,
      int records,
      Duration patience,
      Duration idle) {}

  /** A file as it is read when it names nothing but vendors. */
  static final Bounds USUAL =
      new Bounds(
          1 << 20,
          2000,
          1000,
          64 << 10,
          1_000_000,
          100_000,
          Duration.ofSeconds(30),
          Duration.ofMinutes(5));

  /**
   * Reads a sandbox file; files that it names are looked up beside it.
   *
   * @throws InvalidSandboxConfig if it cannot be read or used; the message says where and why, for
   *     each mistake
   */
  public static SandboxConfig read(Path file) {
    String name = file.toString();
    try {
      if (Files.size(file) > 16 << 20) {
        throw YamlValue.invalid(name, 1, 1, "is larger than 16 MiB");
      }
      return ConfigReader.read(
          name, Files.readString(file), file.toAbsolutePath().normalize().getParent());
    } catch (MalformedInputException e) {
      throw YamlValue.invalid(name, 1, 1, "is not UTF-8 text");
    } catch (IOException e) {
      throw YamlValue.invalid(
          name, 1, 1, Files.exists(file) ? "cannot be read: " + e.getMessage() : "does not exist");
    }
  }

  /**
   * Reads a sandbox file's text; files that it names are looked up in the working directory.
   *
   * @throws InvalidSandboxConfig as {@link #read}
   */
  public static SandboxConfig parse(String yaml) {
    return ConfigReader.read("sandbox.yaml", yaml, Path.of("").toAbsolutePath());
  }

  /**
   * Reads faults from a YAML or JSON text: one, or a list.
   *
   * @throws InvalidSandboxConfig as {@link #read}
   */
  public static List<Fault> parseFaults(String yaml) {
    return ConfigReader.readFaults("faults", yaml);
  }

  /** The same with another port; 0 means any free one. */
  public SandboxConfig withPort(int port) {
    return new SandboxConfig(seed, host, port, bounds, vendors);
  }

  /** The same bound to another address. */
  public SandboxConfig withHost(String host) {
    return new SandboxConfig(seed, host, port, bounds, vendors);
  }
}
