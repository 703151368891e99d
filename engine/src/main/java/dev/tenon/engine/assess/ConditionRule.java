package dev.tenon.engine.assess;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** One condition of an Integration. */
public interface ConditionRule {
  /** The condition's type. */
  String type();

  /** Everything that it can say; the documentation is made of it. */
  List<Meaning> meanings();

  /** What it says, or empty where it is not to be shown. */
  Optional<Condition> assess(Situation situation);

  /** The condition itself. */
  default Optional<Condition> say(
      Situation situation, String status, String reason, String message) {
    return Optional.of(Said.of(type(), status, reason, message, situation.generation()));
  }
}
