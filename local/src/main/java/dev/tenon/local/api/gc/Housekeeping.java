package dev.tenon.local.api.gc;

import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.CustomKinds;
import dev.tenon.local.api.kinds.GroupResource;
import dev.tenon.local.api.storage.Change;
import dev.tenon.local.api.storage.StorageFailure;
import dev.tenon.local.api.storage.Stored;
import dev.tenon.local.api.verbs.Backend;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the state in order: one thread that hears of every change after it is stored, and looks
 * over everything from time to time. The catalogue follows definitions at once, on the writer's
 * thread, so that a kind is served as soon as its definition is acknowledged.
 */
public final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final long RESYNC_NANOS = 30_000_000_000L;

  private record Item(GroupResource id, Change change) {}

  private final Backend backend;
  private final List<Keeper> keepers;
  private final LinkedBlockingQueue<Item> queue = new LinkedBlockingQueue<>();
  private final Thread thread;
  private volatile boolean closed;

  /** Serves the kinds of the stored definitions, and begins to keep order. */
  public Housekeeping(Backend backend) {
    this.backend = backend;
    for (Stored definition : backend.store().list(DefinitionKeeper.DEFINITIONS, "").objects()) {
      backend
          .catalog()
          .replace(CustomKinds.id(definition.object()), CustomKinds.of(definition.object()));
    }
    keepers =
        List.of(
            new Collector(backend),
            new NamespaceKeeper(backend),
            new DefinitionKeeper(backend),
            new EventKeeper(backend));
    backend.store().listen(this::hear);
    thread = new Thread(this::run, "api-housekeeping");
    thread.setDaemon(true);
    thread.start();
  }

  private void hear(GroupResource id, Change change) {
    if (id.equals(DefinitionKeeper.DEFINITIONS)) {
      serve(change);
    }
    queue.add(new Item(id, change));
  }

  private void serve(Change change) {
    GroupResource custom = CustomKinds.id(change.object());
    if (change.type() == Change.Type.DELETED) {
      backend.catalog().replace(custom, List.of());
      return;
    }
    boolean same =
        change
            .before()
            .filter(before -> Json.same(before.path("spec"), change.object().path("spec")))
            .isPresent();
    if (!same) {
      backend.catalog().replace(custom, CustomKinds.of(change.object()));
    }
  }

  private void run() {
    long nextLook = System.nanoTime();
    while (!closed) {
      try {
        long wait = nextLook - System.nanoTime();
        Optional<Item> item =
            Optional.ofNullable(wait <= 0 ? null : queue.poll(wait, TimeUnit.NANOSECONDS));
        if (closed) {
          return;
        }
        if (item.isEmpty()) {
          nextLook = System.nanoTime() + RESYNC_NANOS;
        }
        for (Keeper keeper : keepers) {
          item.ifPresentOrElse(i -> keeper.changed(i.id(), i.change()), keeper::resync);
        }
      } catch (InterruptedException e) {
        return;
      } catch (StorageFailure e) {
        if (!closed) {
          LOG.error("housekeeping cannot write: {}", e.getMessage());
        }
      } catch (RuntimeException e) {
        LOG.error("housekeeping failed at one change and goes on", e);
      }
    }
  }

  /** Ends it; what is not done yet is done after the next start. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
