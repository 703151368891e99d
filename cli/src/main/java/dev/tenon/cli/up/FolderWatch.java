package dev.tenon.cli.up;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells that something changed in some folders, a moment after it is quiet again: editors write a
 * file in several steps, and some put a new one in its place. What changed is for the listener to
 * find out. A folder that goes away and comes back is watched again.
 */
final class FolderWatch implements AutoCloseable {
  private static final Duration QUIET = Duration.ofMillis(150);
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final Duration LOOK_FOR_FOLDERS = Duration.ofSeconds(1);

  private final WatchService service;
  private final Supplier<Set<Path>> folders;
  private final Runnable changed;
  private final Map<Path, WatchKey> keys = new HashMap<>();

  private FolderWatch(Supplier<Set<Path>> folders, Runnable changed) throws IOException {
    this.service = FileSystems.getDefault().newWatchService();
    this.folders = folders;
    this.changed = changed;
  }

  /**
   * Begins to watch, and has the listener look once when it does: what changed before that is not
   * missed.
   *
   * @param folders asked again and again
   * @param changed called on a thread of the watch, one call after the other
   */
  static FolderWatch start(Supplier<Set<Path>> folders, Runnable changed) throws IOException {
    FolderWatch watch = new FolderWatch(folders, changed);
    watch.register();
    Thread thread = new Thread(watch::run, "up-files");
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  /** Registers what is not yet, or not any more; says whether there was any. */
  private boolean register() {
    boolean some = false;
    for (Path folder : folders.get()) {
      WatchKey known = keys.get(folder);
      if (known != null && known.isValid()) {
        continue;
      }
      try {
        keys.put(
            folder,
            folder
                .toAbsolutePath()
                .register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE));
        some = true;
      } catch (IOException e) {
        // it is not there; perhaps the next time
        keys.remove(folder);
      }
    }
    return some;
  }

  private void run() {
    try {
      changed.run();
      while (true) {
        WatchKey key = service.poll(LOOK_FOR_FOLDERS.toMillis(), TimeUnit.MILLISECONDS);
        if (key != null) {
          settle(key);
        }
        boolean back = register();
        if (key != null || back) {
          changed.run();
        }
      }
    } catch (InterruptedException | ClosedWatchServiceException e) {
      // the end
    }
  }

  private void settle(WatchKey first) throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    WatchKey key = first;
    while (key != null) {
      key.pollEvents();
      key.reset();
      if (System.nanoTime() > end) {
        return;
      }
      key = service.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() throws IOException {
    service.close();
  }
}
