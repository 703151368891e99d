package dev.tenon.camel.system.guard;

import java.util.Optional;

/** Something to do at a System, as often as {@link Guard} says. */
public interface Attempt<T> {
  /**
   * Gets ready what costs the System nothing, such as a token; empty when all is ready. Nothing is
   * taken for it: no permit, no slot.
   */
  default Optional<Outcome<T>> prepare() {
    return Optional.empty();
  }

  /**
   * Does it once: one request. Must end within the timeout that it was made with, and must not
   * throw for anything that the System did.
   *
   * @param slot the place that the call takes among those under way
   */
  Outcome<T> make(Slot slot);

  /** After {@link Outcome.Unauthorized}: whether there are other credentials to try once. */
  default boolean renew() {
    return false;
  }

  /** The place of one call; it is free again when {@link #make} returns, or when kept, later. */
  @FunctionalInterface
  interface Slot {
    /**
     * Keeps the place: what was begun goes on although nobody waits for it.
     *
     * @return frees the place, to be run once
     */
    Runnable keep();
  }
}
