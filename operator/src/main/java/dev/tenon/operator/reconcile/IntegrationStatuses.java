package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.IntegrationStatus;
import dev.tenon.api.v1alpha1.MessageCounts;
import dev.tenon.api.v1alpha1.Revisions;
import dev.tenon.engine.assess.Observation;
import dev.tenon.engine.assess.Situation;
import dev.tenon.engine.assess.Transitions;
import dev.tenon.engine.assess.conditions.Assessment;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Revision;
import dev.tenon.plan.SystemSpec;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.util.List;
import java.util.Optional;

/** The status of an Integration, of an assessed situation. */
final class IntegrationStatuses {
  private static final int LISTED = 20;

  private IntegrationStatuses() {}

  static IntegrationStatus of(Situation situation, Assessment assessment, String runtime) {
    Optional<IntegrationStatus> before = situation.before();
    Optional<Plan> plan = situation.rendering().result();
    Observation observation = situation.observation();
    // what cannot be rendered now keeps the list of what it called
    List<String> systems =
        plan.map(one -> one.systems().stream().map(SystemSpec::name).toList())
            .orElseGet(() -> before.map(IntegrationStatus::systems).orElse(List.of()));
    Optional<Long> total =
        plan.isPresent()
            ? Optional.of((long) systems.size())
            : before.flatMap(IntegrationStatus::systemsTotal);
    Optional<String> declared =
        situation.revision().filter(any -> !situation.external()).map(Revision::hash);
    Optional<String> running = observation.serving().map(Revision::hash);
    return new IntegrationStatus(
        situation.generation(),
        Transitions.carry(before, assessment.conditions(), situation.now()),
        systems.stream().limit(LISTED).toList(),
        total,
        declared.isEmpty() && running.isEmpty()
            ? Optional.empty()
            : Optional.of(new Revisions(declared, running)),
        Optional.of(situation.external() ? "External" : runtime),
        counts(observation, before),
        situation.objectives(),
        situation.waivers().stream().limit(LISTED).toList(),
        Optional.of((long) situation.waivers().size()).filter(any -> any > 0),
        observation.url(),
        Optional.of(situation.glassBroken()).filter(any -> any > 0));
  }

  /** The same status without counts, and without what its conditions say besides their reasons. */
  static IntegrationStatus withoutDetails(IntegrationStatus status) {
    return new IntegrationStatus(
        status.observedGeneration(),
        status.conditions().stream()
            .map(condition -> new ConditionBuilder(condition).withMessage("").build())
            .toList(),
        status.systems(),
        status.systemsTotal(),
        status.revision(),
        status.runtime(),
        Optional.empty(),
        status.slos(),
        status.waivers(),
        status.waiversTotal(),
        status.url(),
        status.breakGlass());
  }

  /** What does not run keeps its counts. */
  private static Optional<MessageCounts> counts(
      Observation observation, Optional<IntegrationStatus> before) {
    var counts = observation.messages();
    MessageCounts now =
        new MessageCounts(
            counts.received(),
            counts.delivered(),
            counts.filtered(),
            counts.duplicates(),
            counts.held(),
            counts.deadLetters());
    return observation.serving().isPresent()
        ? Optional.of(now)
        : before.flatMap(IntegrationStatus::messages);
  }
}
