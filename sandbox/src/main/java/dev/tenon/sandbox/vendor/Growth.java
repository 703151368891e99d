package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.CollectionConfig;
import dev.tenon.sandbox.config.CollectionConfig.Generate;
import dev.tenon.sandbox.config.Template;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Lets records come and change as time passes. What comes is decided by the seed and its number
 * alone; the time only stamps it, with when it was due, so that a list read later looks as if
 * somebody had been at work all along.
 */
final class Growth {
  /** What may become due at once, when time was advanced by years. */
  private static final int MOST = 100_000;

  private final Optional<Generate> generate;
  private final Store store;
  private final long seed;
  private long start;
  private long made;
  private long created;

  Growth(CollectionConfig config, Store store, long seed) {
    this.generate = config.generate();
    this.store = store;
    this.seed = seed;
  }

  void begin(long now) {
    start = now;
    made = 0;
    created = 0;
    generate.ifPresent(
        g -> {
          for (int i = 0; i < g.initial(); i++) {
            create(g, Instant.ofEpochMilli(now));
          }
        });
  }

  void until(long now) {
    if (generate.isEmpty()) {
      return;
    }
    Generate g = generate.get();
    long due =
        Math.min(
            (now - start) / g.every().toMillis(),
            g.times().isPresent() ? g.times().getAsInt() : Long.MAX_VALUE);
    due = Math.min(due, made + MOST);
    while (made < due) {
      made++;
      Instant at = Instant.ofEpochMilli(start + made * g.every().toMillis());
      SplittableRandom chance = new SplittableRandom(seed ^ made * 0x9E3779B97F4A7C15L);
      boolean full = store.size() >= g.max();
      if (store.size() > 0 && (full || chance.nextDouble() < g.updates())) {
        change(g, chance.nextInt(store.size()), at);
      } else if (!full) {
        create(g, at);
      }
    }
  }

  private void create(Generate g, Instant at) {
    created++;
    store.create(Template.fill(g.record(), seed, created, at), at);
  }

  private void change(Generate g, int index, Instant at) {
    Iterator<Stored> records = store.all().iterator();
    for (int i = 0; i < index; i++) {
      records.next();
    }
    ObjectNode change = Template.fill(g.change().orElse(g.record()), seed + 1, made, at);
    store.change(records.next(), change, at);
  }
}
