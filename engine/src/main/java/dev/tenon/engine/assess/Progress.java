package dev.tenon.engine.assess;

import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.api.v1alpha1.Stage;
import dev.tenon.engine.assess.Observation.Phase;
import dev.tenon.plan.SecretKey;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where the newest generation is on its way to what it declares. Ready, Reconciling and Stalled are
 * three views of it.
 *
 * @param reason a CamelCase word
 * @param message what happens, or what to do
 */
public record Progress(State state, String reason, String message) {
  /** How long a missing reference may arrive late, as when a whole set is applied. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The ways to be on. */
  public enum State {
    /** The declared state is reached. */
    Settled,
    /** It goes on by itself. */
    Working,
    /** It will not go on without a change by a person. */
    Stuck,
    /** The operator keeps its hands off. */
    Disabled
  }

  /** Where things are. */
  public static Progress of(Situation situation) {
    if (situation.disabled()) {
      return new Progress(
          State.Disabled,
          "ReconcileDisabled",
          "The annotation tenon.dev/reconcile: disabled makes the operator keep its hands off; remove it to go on");
    }
    Stage stage = situation.declared().spec().stage();
    if (!stage.runs()) {
      return situation.observation().phase() == Phase.Absent
          ? new Progress(State.Settled, stage.name(), atRest(stage))
          : working("Stage " + stage + " does not run; what runs is being stopped");
    }
    if (situation.serves()) {
      return serving(situation);
    }
    if (!situation.gating().isEmpty() || !situation.observation().missing().isEmpty()) {
      return unresolved(situation);
    }
    if (situation.external()) {
      return elsewhere(situation);
    }
    if (!situation.unrenderable().isEmpty()) {
      return new Progress(
          State.Stuck, "InvalidParameters", Texts.problems(situation, situation.unrenderable()));
    }
    if (!situation.denials().isEmpty()) {
      return new Progress(
          State.Stuck, "PolicyDenied", Texts.problems(situation, situation.denials()));
    }
    return situation
        .observation()
        .cause()
        .filter(cause -> situation.observation().phase() == Phase.Failed)
        .map(cause -> new Progress(State.Stuck, cause.reason(), cause.message()))
        .orElseGet(
            () ->
                working(
                    "Revision "
                        + situation.revision().map(Object::toString).orElse("")
                        + " is starting"));
  }

  private static String atRest(Stage stage) {
    return stage == Stage.Draft
        ? "A draft does not run; set spec.stage to Pilot or Production when it is to"
        : "Retired for good";
  }

  private static Progress working(String message) {
    return new Progress(State.Working, "Progressing", message);
  }

  private static Progress serving(Situation situation) {
    String revision = situation.revision().map(Object::toString).orElse("");
    boolean asked = !situation.pauses().isEmpty();
    boolean paused = situation.observation().phase() == Phase.Paused;
    if (asked != paused) {
      return working(asked ? "Intake is being stopped" : "Intake is being started again");
    }
    return paused
        ? new Progress(State.Settled, "Paused", pausedUntil(situation.pauses()))
        : new Progress(State.Settled, "Running", "Revision " + revision + " serves");
  }

  private static String pausedUntil(List<Pause> pauses) {
    Instant end =
        pauses.stream().map(pause -> pause.spec().endTime()).max(Instant::compareTo).orElseThrow();
    String names =
        pauses.stream()
            .map(pause -> pause.getMetadata().getName())
            .sorted()
            .limit(3)
            .collect(Collectors.joining(", "));
    return "Intake is stopped until "
        + end
        + " by Pause "
        + names
        + "; what is stored is still delivered";
  }

  private static Progress elsewhere(Situation situation) {
    String product =
        situation
            .declared()
            .spec()
            .runtime()
            .flatMap(runtime -> runtime.external())
            .map(external -> external.product())
            .orElse("elsewhere");
    return switch (situation.observation().phase()) {
      case Failed ->
          situation
              .observation()
              .cause()
              .map(cause -> new Progress(State.Stuck, cause.reason(), cause.message()))
              .orElse(new Progress(State.Stuck, "RuntimeFailed", "It does not run in " + product));
      case Starting -> working("It is starting in " + product);
      case Absent, Running, Paused ->
          new Progress(State.Settled, "Running", "It runs in " + product + " and is governed here");
    };
  }

  /** Waits a while for what is missing: tools apply a whole set in any order. */
  private static Progress unresolved(Situation situation) {
    Optional<Condition> waits =
        condition(situation, "Reconciling")
            .filter(c -> c.getReason().equals("WaitingForReferences"));
    boolean gaveUp =
        condition(situation, "Stalled")
            .filter(c -> c.getReason().equals("UnresolvedReference"))
            .filter(c -> Long.valueOf(situation.generation()).equals(c.getObservedGeneration()))
            .isPresent();
    Instant since =
        waits
            .flatMap(c -> Optional.ofNullable(c.getLastTransitionTime()))
            .map(Instant::parse)
            .orElse(situation.now());
    boolean patient = !gaveUp && situation.now().isBefore(since.plus(PATIENCE));
    return patient
        ? new Progress(State.Working, "WaitingForReferences", missing(situation))
        : new Progress(State.Stuck, "UnresolvedReference", missing(situation));
  }

  /** Until when what is missing is waited for, if it is. */
  public static Optional<Instant> patienceEnds(Situation situation) {
    return of(situation).reason().equals("WaitingForReferences")
        ? Optional.of(
            condition(situation, "Reconciling")
                .filter(c -> c.getReason().equals("WaitingForReferences"))
                .flatMap(c -> Optional.ofNullable(c.getLastTransitionTime()))
                .map(Instant::parse)
                .orElse(situation.now())
                .plus(PATIENCE))
        : Optional.empty();
  }

  private static Optional<Condition> condition(Situation situation, String type) {
    return situation.before().flatMap(status -> status.condition(type));
  }

  private static String missing(Situation situation) {
    return situation.gating().isEmpty()
        ? secrets(situation)
        : Texts.problems(situation, situation.gating());
  }

  private static String secrets(Situation situation) {
    return situation.observation().missing().stream()
        .collect(
            Collectors.groupingBy(
                SecretKey::secret,
                TreeMap::new,
                Collectors.mapping(SecretKey::key, Collectors.joining(", "))))
        .entrySet()
        .stream()
        .limit(3)
        .map(
            entry ->
                "apply Secret "
                    + entry.getKey()
                    + " in namespace "
                    + situation.declared().getMetadata().getNamespace()
                    + " with "
                    + entry.getValue()
                    + " and the label tenon.dev/use: \"true\"")
        .collect(Collectors.joining("; "));
  }
}
