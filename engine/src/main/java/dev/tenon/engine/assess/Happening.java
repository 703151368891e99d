package dev.tenon.engine.assess;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Something worth an event: a condition that has changed.
 *
 * @param warning whether a person should look
 * @param reason the condition's reason
 */
public record Happening(boolean warning, String reason, String message) {
  /** Types that are bad when True; Ready says the same when they end. */
  private static final Set<String> ABNORMAL = Set.of("Stalled");

  /** Types whose changes other types report. */
  private static final Set<String> SILENT = Set.of("Reconciling", "Available");

  /** What happened between two lists of conditions of one object. */
  public static List<Happening> between(List<Condition> before, List<Condition> after) {
    Map<String, Condition> old =
        before.stream()
            .collect(Collectors.toMap(Condition::getType, Function.identity(), (a, b) -> a));
    boolean stalled = after.stream().anyMatch(condition -> ABNORMAL.contains(condition.getType()));
    List<Happening> happenings = new ArrayList<>();
    for (Condition now : after) {
      Condition then = old.get(now.getType());
      boolean same =
          then != null
              && Objects.equals(then.getStatus(), now.getStatus())
              && Objects.equals(then.getReason(), now.getReason());
      if (same
          || SILENT.contains(now.getType())
          || saidElsewhere(now, stalled)
          || unremarkable(then, now)) {
        continue;
      }
      happenings.add(new Happening(bad(now), now.getReason(), now.getMessage()));
    }
    return List.copyOf(happenings);
  }

  private static boolean saidElsewhere(Condition now, boolean stalled) {
    return now.getType().equals("Ready") && (stalled || now.getReason().equals("Progressing"));
  }

  /**
   * A condition that was not known before and is as it should be is no news, unless it is Ready.
   */
  private static boolean unremarkable(Condition then, Condition now) {
    return !bad(now)
        && !now.getType().equals("Ready")
        && (now.getStatus().equals(Said.UNKNOWN)
            || then == null
            || then.getStatus().equals(Said.UNKNOWN));
  }

  private static boolean bad(Condition condition) {
    return ABNORMAL.contains(condition.getType())
        ? condition.getStatus().equals(Said.TRUE)
        : condition.getStatus().equals(Said.FALSE);
  }
}
