package dev.tenon.engine.assess;

import dev.tenon.engine.problem.ProblemText;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;

/** Makes conditions; whoever writes them adds the time of the last transition. */
public final class Said {
  /** Characters that a message has at most. */
  public static final int MESSAGE = 1024;

  /** A status of conditions. */
  public static final String TRUE = "True";

  /** A status of conditions. */
  public static final String FALSE = "False";

  /** A status of conditions. */
  public static final String UNKNOWN = "Unknown";

  private Said() {}

  /** A condition, its message cut to {@link #MESSAGE} characters. */
  public static Condition of(
      String type, String status, String reason, String message, long generation) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(ProblemText.shortened(message, MESSAGE))
        .withObservedGeneration(generation)
        .build();
  }
}
