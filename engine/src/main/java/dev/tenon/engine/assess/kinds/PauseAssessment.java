package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.api.v1alpha1.PauseStatus;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Transitions;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** A Pause's status: which integrations it stops, until its time is over. */
public final class PauseAssessment {
  private static final int LISTED = 20;

  private static final KindCondition READY =
      KindCondition.of(
          "Ready",
          new Meaning(
              Said.TRUE,
              "InForce",
              "The intake of what it names is stopped.",
              "Delete it, or wait for its endTime."),
          new Meaning(Said.TRUE, "Complete", "Its endTime has passed; intake goes on.", ""));
  private static final KindCondition COMPLETE =
      KindCondition.of(
          "Complete",
          new Meaning(Said.FALSE, "InForce", "Its endTime is still to come.", ""),
          new Meaning(Said.TRUE, "Complete", "Its endTime has passed.", "It can be deleted."));

  static final List<KindCondition> CONDITIONS = List.of(READY, COMPLETE, Named.RESOLVED_REFS);

  private PauseAssessment() {}

  /** The integrations that a pause is about, in force or not. */
  public static SortedSet<Ref> integrations(Pause pause, Estate estate) {
    String namespace = pause.getMetadata().getNamespace();
    SortedSet<Ref> integrations = new TreeSet<>();
    pause
        .spec()
        .integration()
        .map(name -> Ref.integration(namespace, name))
        .filter(estate::has)
        .ifPresent(integrations::add);
    pause
        .spec()
        .system()
        .ifPresent(
            system ->
                estate.usersOf(Refs.system(system), Refs.INTEGRATION).stream()
                    .filter(user -> user.namespace().equals(namespace))
                    .forEach(integrations::add));
    return integrations;
  }

  /** The status. */
  public static PauseStatus of(Pause pause, Estate estate, Instant now) {
    boolean over = !pause.spec().endTime().isAfter(now);
    SortedSet<Ref> integrations = over ? new TreeSet<>() : integrations(pause, estate);
    return new PauseStatus(
        Named.generation(pause),
        Transitions.carry(
            pause.status(),
            List.of(
                over
                    ? READY.say(pause, "Complete", "It ended at " + pause.spec().endTime())
                    : READY.say(
                        pause, "InForce", "Intake is stopped until " + pause.spec().endTime()),
                COMPLETE.say(
                    pause,
                    over ? "Complete" : "InForce",
                    over ? "Intake goes on" : "It ends at " + pause.spec().endTime()),
                Named.resolvedRefs(pause, estate)),
            now),
        integrations.stream().map(Ref::name).limit(LISTED).toList(),
        Optional.of((long) integrations.size()));
  }
}
