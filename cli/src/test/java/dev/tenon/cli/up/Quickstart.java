package dev.tenon.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of the quickstart whose vendors and routes listen on ports that nobody else has. */
final class Quickstart {
  private final Path folder;
  private final int port;

  private Quickstart(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  static Quickstart in(Path folder) throws IOException {
    int vendors = freePort();
    int port = freePort();
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(Path.of("../samples/quickstart"))) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                try {
                  String text = Files.readString(file);
                  Files.writeString(
                      folder.resolve(file.getFileName()),
                      text.replace("8090", Integer.toString(vendors))
                          .replace("127.0.0.1:8080", "127.0.0.1:" + port));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return new Quickstart(folder, port);
  }

  Path folder() {
    return folder;
  }

  /** The port of the routes. */
  int port() {
    return port;
  }

  /** Replaces a text of the integrations' file by another. */
  void edit(String text, String by) throws IOException {
    Path file = folder.resolve("integrations.yaml");
    String before = Files.readString(file);
    if (!before.contains(text)) {
      throw new IllegalStateException(file + " does not hold " + text);
    }
    Files.writeString(file, before.replace(text, by));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
