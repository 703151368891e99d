package dev.tenon.engine.assess.conditions;

import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.engine.assess.ConditionRule;
import dev.tenon.engine.assess.Ownership;
import dev.tenon.engine.assess.Progress;
import dev.tenon.engine.assess.Situation;
import dev.tenon.engine.review.Verdict;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The meaning of a situation.
 *
 * @param conditions Ready first; Reconciling and Stalled only while they are True
 * @param boundary the next instant after which the same facts mean something else, because a day or
 *     a time has passed
 */
public record Assessment(List<Condition> conditions, Optional<Instant> boundary) {
  private static final List<ConditionRule> RULES =
      List.of(
          new Ready(),
          new Reconciling(),
          new Stalled(),
          new Available(),
          new ResolvedRefs(),
          new Owned(),
          new Compliant(),
          new QuotaGranted(),
          new ObjectivesMet(),
          new Healthy());

  /** All rules, in the order in which their conditions are written. */
  public static List<ConditionRule> rules() {
    return RULES;
  }

  /**
   * Assesses a situation. An object that the operator keeps its hands off says nothing but that.
   */
  public static Assessment of(Situation situation) {
    List<Condition> conditions =
        RULES.stream()
            .filter(rule -> !situation.disabled() || rule instanceof Ready)
            .flatMap(rule -> rule.assess(situation).stream())
            .toList();
    return new Assessment(conditions, boundary(situation));
  }

  private static Optional<Instant> boundary(Situation situation) {
    Stream<Instant> days =
        Stream.of(
                situation.ownership().goodUntil().minusDays(Ownership.REMINDER_DAYS),
                situation.ownership().goodUntil().plusDays(1))
            .map(Assessment::begin);
    Stream<Instant> pauses =
        situation.pauses().stream().map(Pause::spec).map(spec -> spec.endTime());
    Stream<Instant> verdicts =
        Stream.concat(
            situation.builtIn().until().stream(),
            situation.policies().flatMap(Verdict::until).stream());
    return Stream.of(days, pauses, verdicts, Progress.patienceEnds(situation).stream())
        .flatMap(instants -> instants)
        .filter(instant -> instant.isAfter(situation.now()))
        .min(Instant::compareTo);
  }

  private static Instant begin(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
