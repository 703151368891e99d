package dev.tenon.runner;

import dev.tenon.camel.state.StateStore;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Counts;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The counts of all integrations, read from the state store at once when somebody asks and the last
 * reading is too old; one reading serves a whole round of reports or a whole scrape.
 */
final class Counted {
  private final Optional<StateStore> state;
  private Map<Ref, Counts> counts = Map.of();
  private long at;
  private boolean read;

  Counted(Optional<StateStore> state) {
    this.state = state;
  }

  /**
   * The counts of an integration as they are now.
   *
   * @return empty without a state store, or when it does not answer
   */
  Optional<Counts> now(Ref integration) {
    try {
      return state.map(store -> store.tallies().of(integration));
    } catch (StateUnavailable e) {
      return Optional.empty();
    }
  }

  /**
   * Why the last message of an integration became a dead letter.
   *
   * @return empty if there is none, or without a state store
   * @throws StateUnavailable if the state store does not answer
   */
  Optional<String> deadLetterCause(Ref integration) {
    return state.flatMap(store -> store.deadLetters().lastReason(integration));
  }

  /**
   * The counts of an integration, not older than so long unless the store does not answer.
   *
   * @return empty without a state store
   */
  synchronized Optional<Counts> of(Ref integration, Duration age) {
    if (state.isEmpty()) {
      return Optional.empty();
    }
    long now = System.nanoTime();
    if (!read || now - at > age.toNanos()) {
      try {
        counts = state.get().tallies().all();
        read = true;
      } catch (StateUnavailable e) {
        // the counts of before are nearer to the truth than none
      }
      at = System.nanoTime();
    }
    return Optional.of(counts.getOrDefault(integration, Counts.NONE));
  }
}
