package dev.tenon.engine.schema;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A value that is made at the first use. Several threads may make it at the same time; one of the
 * equal values is kept.
 */
final class Lazy<T> {
  private final Supplier<T> maker;
  private volatile Optional<T> made = Optional.empty();

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  T get() {
    Optional<T> known = made;
    if (known.isEmpty()) {
      known = Optional.of(maker.get());
      made = known;
    }
    return known.get();
  }
}
