package dev.tenon.bench.up;

import dev.tenon.bench.Aim;
import dev.tenon.bench.Figure;
import dev.tenon.bench.Recording;
import dev.tenon.bench.Scratch;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How long a first look takes. */
public final class Start implements Figure {
  private static final Path QUICKSTART = Path.of("samples/quickstart");
  private static final int INTEGRATIONS = 3;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String description() {
    return "Seconds from the start of the process `./tenon up samples/quickstart`, which is built, to"
        + " the line that says that the last of its three integrations is Ready: in an empty home,"
        + " and once more in the same home.";
  }

  @Override
  public int usualRuns() {
    return 7;
  }

  @Override
  public void take(Recording recording, int runs) throws Exception {
    for (int run = 0; run < runs; run++) {
      recording.run(() -> once(recording));
    }
    recording.note(
        Files.exists(Path.of(".build/tenon.jsa"))
            ? "With the archive of classes that the build makes."
            : "Without an archive of classes: the build could make none.");
  }

  private static void once(Recording recording) throws Exception {
    try (Scratch scratch = Scratch.create()) {
      int port = freePort();
      Path files = copy(scratch.path().resolve("quickstart"), port);
      Path home = scratch.path().resolve("home");
      try (Tenon tenon = up(home, port, files)) {
        double running = tenon.secondsTo(INTEGRATIONS, line -> line.contains(" ready=True "));
        recording.add("to all routes running", "s", Aim.atMost(3), running);
        recording.add("processor until then", "s", tenon.processor());
        recording.add("to the API", "s", tenon.secondsToApi());
      }
      try (Tenon tenon = up(home, port, files)) {
        recording.add(
            "to all routes running, in the same home again",
            "s",
            Aim.atMost(3),
            tenon.secondsTo(INTEGRATIONS, line -> line.contains(" ready=True ")));
      }
    }
  }

  private static Tenon up(Path home, int port, Path files) throws IOException {
    return Tenon.up(home, "--port", Integer.toString(port), files.toString());
  }

  /** The sample on ports that are free, so that another one may run beside it. */
  private static Path copy(Path to, int port) throws IOException {
    Files.createDirectories(to);
    String vendors = Integer.toString(freePort());
    try (Stream<Path> all = Files.list(QUICKSTART)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.writeString(
            to.resolve(file.getFileName()),
            Files.readString(file)
                .replace("8090", vendors)
                .replace("8080", Integer.toString(port)));
      }
    }
    return to;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
