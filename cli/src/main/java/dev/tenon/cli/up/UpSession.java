package dev.tenon.cli.up;

import dev.tenon.cli.board.Board;
import dev.tenon.cli.board.Display;
import dev.tenon.cli.board.Displays;
import dev.tenon.cli.board.Showing;
import dev.tenon.cli.console.ExitCode;
import dev.tenon.cli.console.Stop;
import dev.tenon.cli.console.Streams;
import dev.tenon.cli.log.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One run of {@code tenon up}, from the first look at the files to the end. What takes time is done
 * at once: the API starts while files are read, and what runs integrations while they are applied.
 */
public final class UpSession {
  private final UpOptions options;
  private final Streams streams;
  private final Planes planes;
  private final Stop stop;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /**
   * A run.
   *
   * @param stop ends it
   */
  public UpSession(UpOptions options, Streams streams, Planes planes, Stop stop) {
    this.options = options;
    this.streams = streams;
    this.planes = planes;
    this.stop = stop;
  }

  /**
   * Runs until it is stopped, or with {@code once} until everything has settled.
   *
   * @return the exit code, see {@link ExitCode}
   */
  public int run() throws InterruptedException {
    Path home = options.plane().home();
    CompletableFuture<Display> displaying =
        CompletableFuture.supplyAsync(
            () -> Displays.of(streams, options.once(), options.environment()));
    Display display = null;
    try {
      open.push(HomeClaim.take(home));
      display = displaying.join();
      open.push(display);
      open.push(Logs.open(home.resolve("log"), options.verbosity(), display::say));
      return run(display);
    } catch (IOException e) {
      String message = "tenon: " + e.getMessage();
      if (display == null) {
        streams.err().println(message);
      } else {
        display.say(message);
      }
      return ExitCode.REFUSED;
    } finally {
      close();
    }
  }

  private int run(Display display) throws IOException, InterruptedException {
    PortCheck.free(options.plane().httpPort());
    CompletableFuture<Plane> starting = background(() -> planes.start(options.plane()), "up-api");
    Declared declared;
    try {
      declared = Declared.read(options, streams);
    } catch (RuntimeException e) {
      starting.thenAccept(Plane::close);
      throw e;
    }
    if (declared.exitCode() != ExitCode.ALLOWED) {
      display.say(declared.complaints());
      display.say("tenon: nothing was applied");
      // closed before anything runs
      starting.handle((plane, failure) -> plane).thenAccept(this::closeQuietly).join();
      return declared.exitCode();
    }
    if (!declared.complaints().isEmpty()) {
      display.say(declared.complaints());
    }
    // closed after the routes that call them
    Sandboxes sandboxes = new Sandboxes();
    open.push(sandboxes);
    Plane plane = await(starting);
    open.push(plane);
    streams.out().println("KUBECONFIG=" + plane.kubeconfig());
    streams.out().flush();
    return run(display, declared, plane, sandboxes);
  }

  private int run(Display display, Declared declared, Plane plane, Sandboxes sandboxes)
      throws IOException, InterruptedException {
    CompletableFuture<Integer> running = background(plane::run, "up-run");
    try {
      for (var config : declared.sandboxes()) {
        display.say("tenon: sandbox " + sandboxes.start(config));
      }
      Board board = new Board();
      open.push(board);
      board.watch(plane.client());
      Applier applier = new Applier(new Api(plane.client()), declared.kinds(), stop);
      open.push(applier);
      Applying applying = new Applying(applier, new Catalogue(new Api(plane.client())), display);
      applying.first(declared);
      int port = await(running);
      display.say("tenon: routes listen on http://127.0.0.1:" + port);
      try (Showing showing = new Showing(board, display)) {
        if (options.once()) {
          return new Settling(board, display, stop)
              .await(applying.generations(), applying.refused(), options.timeout());
        }
        follow(display, declared, applying);
      }
      return ExitCode.ALLOWED;
    } catch (CancellationException e) {
      display.say("tenon: stopping; not everything was applied");
      return ExitCode.REFUSED;
    } finally {
      // it is not safe to close what is still starting
      running.handle((port, failure) -> port).join();
    }
  }

  private void follow(Display display, Declared declared, Applying applying)
      throws IOException, InterruptedException {
    if (!options.files().isEmpty()) {
      Following following = new Following(declared, applying, display);
      open.push(FolderWatch.start(following::folders, following::look));
    }
    stop.await();
    display.say("tenon: stopping");
  }

  /** Something that takes time and may fail. */
  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> CompletableFuture<T> background(Work<T> work, String name) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                result.complete(work.run());
              } catch (IOException | RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return result;
  }

  private static <T> T await(CompletableFuture<T> work) throws IOException {
    try {
      return work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private void closeQuietly(Plane plane) {
    if (plane != null) {
      plane.close();
    }
  }

  private void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        streams.err().println("tenon: warning: something did not end well: " + e.getMessage());
      }
    }
  }
}
