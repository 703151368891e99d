package dev.tenon.engine.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.assess.Observation.Phase;
import dev.tenon.engine.assess.conditions.Assessment;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.review.Verdict;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Revision;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.SecretKey;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AssessmentTest extends Scene {
  @Test
  void aServingRevisionIsReadyAndHealthy() {
    Situation situation = situation(serving(declared()));
    Map<String, Condition> conditions = conditions(situation);
    assertThat(said(conditions, "Ready")).isEqualTo("True Running");
    assertThat(said(conditions, "Available")).isEqualTo("True Running");
    assertThat(said(conditions, "ResolvedRefs")).isEqualTo("True Resolved");
    assertThat(said(conditions, "Owned")).isEqualTo("True Owned");
    assertThat(said(conditions, "Compliant")).isEqualTo("Unknown NotReviewed");
    assertThat(said(conditions, "QuotaGranted")).isEqualTo("True Granted");
    assertThat(said(conditions, "ObjectivesMet")).isEqualTo("True NoObjectives");
    assertThat(said(conditions, "Healthy")).isEqualTo("True Healthy");
    assertThat(conditions).doesNotContainKeys("Reconciling", "Stalled");
    assertThat(kstatus(situation)).isEqualTo("Current");
  }

  @Test
  void aDraftIsReadyWithoutRunning() {
    declare("Draft", "helpdesk");
    Situation situation = situation(Observation.ABSENT);
    assertThat(said(conditions(situation), "Ready")).isEqualTo("True Draft");
    assertThat(said(conditions(situation), "Healthy")).isEqualTo("Unknown NotRunning");
    assertThat(said(conditions(situation), "QuotaGranted")).isEqualTo("True NothingClaimed");
    assertThat(kstatus(situation)).isEqualTo("Current");
  }

  @Test
  void whatIsRetiredIsReadyOnlyWhenNothingRunsAnyMore() {
    Optional<Revision> running = declared();
    declare("Retired", "helpdesk");
    assertThat(said(conditions(situation(serving(running))), "Reconciling"))
        .isEqualTo("True Progressing");
    assertThat(kstatus(situation(serving(running)))).isEqualTo("InProgress");
    assertThat(said(conditions(situation(Observation.ABSENT)), "Ready")).isEqualTo("True Retired");
    assertThat(kstatus(situation(Observation.ABSENT))).isEqualTo("Current");
  }

  @Test
  void aStartingRevisionIsInProgressAndTheOlderOneIsAvailable() {
    Situation situation =
        situation(
            new Observation(
                Phase.Starting,
                Optional.of(OLD),
                Optional.empty(),
                Counts.NONE,
                Optional.empty(),
                new TreeMap<>(),
                Optional.empty(),
                new TreeSet<>(),
                Optional.empty()));
    Map<String, Condition> conditions = conditions(situation);
    assertThat(said(conditions, "Ready")).isEqualTo("False Progressing");
    assertThat(said(conditions, "Reconciling")).isEqualTo("True Progressing");
    assertThat(said(conditions, "Available")).isEqualTo("True OlderRevision");
    assertThat(kstatus(situation)).isEqualTo("InProgress");
  }

  @Test
  void aMissingReferenceIsWaitedForTwoMinutesAndThenStalled() {
    declare("Pilot", "nowhere");
    Situation first = situation(Observation.ABSENT);
    assertThat(said(conditions(first), "Reconciling")).isEqualTo("True WaitingForReferences");
    assertThat(said(conditions(first), "ResolvedRefs")).isEqualTo("False SystemNotFound");
    assertThat(kstatus(first)).isEqualTo("InProgress");
    assertThat(Assessment.of(first).boundary()).contains(NOW.plus(Duration.ofMinutes(2)));
    remember(first);

    Situation sooner = situation(Observation.ABSENT, NOW.plusSeconds(119));
    assertThat(said(conditions(sooner), "Ready")).isEqualTo("False WaitingForReferences");
    Situation later = situation(Observation.ABSENT, NOW.plusSeconds(120));
    Map<String, Condition> conditions = conditions(later);
    assertThat(said(conditions, "Stalled")).isEqualTo("True UnresolvedReference");
    assertThat(said(conditions, "Ready")).isEqualTo("False UnresolvedReference");
    assertThat(conditions.get("Stalled").getMessage())
        .contains("spec.pattern.parameters.sink")
        .contains("nowhere");
    assertThat(kstatus(later)).isEqualTo("Failed");
    remember(later);

    assertThat(said(conditions(situation(Observation.ABSENT, NOW.plusSeconds(500))), "Stalled"))
        .isEqualTo("True UnresolvedReference");
    declare("Pilot", "helpdesk");
    assertThat(said(conditions(situation(serving(declared()), NOW.plusSeconds(600))), "Ready"))
        .isEqualTo("True Running");
  }

  @Test
  void aMissingSecretIsAReferenceThatIsMissing() {
    Observation observation =
        new Observation(
            Phase.Failed,
            Optional.empty(),
            Optional.empty(),
            Counts.NONE,
            Optional.empty(),
            new TreeMap<>(),
            Optional.empty(),
            new TreeSet<>(Set.of(new SecretKey("helpdesk", "value"))),
            Optional.empty());
    Map<String, Condition> conditions = conditions(situation(observation));
    assertThat(said(conditions, "ResolvedRefs")).isEqualTo("False SecretMissing");
    assertThat(said(conditions, "Ready")).isEqualTo("False WaitingForReferences");
    assertThat(conditions.get("Ready").getMessage())
        .isEqualTo(
            "apply Secret helpdesk in namespace support with value and the label tenon.dev/use: \"true\"");
  }

  @Test
  void wrongParametersAreStalledAndTheLastGoodRevisionKeepsRunning() {
    declare("Production", "helpdesk, colour: red");
    Map<String, Condition> conditions = conditions(situation(serving(Optional.of(OLD))));
    assertThat(said(conditions, "Stalled")).isEqualTo("True InvalidParameters");
    assertThat(said(conditions, "Available")).isEqualTo("True OlderRevision");
    assertThat(conditions.get("Stalled").getMessage()).contains("spec.pattern.parameters.colour");
    assertThat(kstatus(situation(serving(Optional.of(OLD))))).isEqualTo("Failed");
  }

  @Test
  void aPolicyDeniesAStartAndNeverStopsWhatRuns() {
    policies =
        Optional.of(
            new Verdict(
                List.of(
                    Problem.deny(
                        "production-has-deputy",
                        Refs.of(integration),
                        FieldPath.of("spec.owner.deputy"),
                        "production integrations need a deputy team",
                        "Set spec.owner.deputy to a Team that has agreed to take over."))));
    Map<String, Condition> starting = conditions(situation(serving(Optional.of(OLD))));
    assertThat(said(starting, "Stalled")).isEqualTo("True PolicyDenied");
    assertThat(said(starting, "Available")).isEqualTo("True OlderRevision");

    Map<String, Condition> running = conditions(situation(serving(declared())));
    assertThat(said(running, "Ready")).isEqualTo("True Running");
    assertThat(said(running, "Compliant")).isEqualTo("False Violations");
    assertThat(running.get("Compliant").getMessage())
        .startsWith(
            "production-has-deputy spec.owner.deputy: production integrations need a deputy team; fix: Set spec.owner.deputy")
        .endsWith(". Revision " + declared().orElseThrow() + " keeps running");
  }

  @Test
  void aRuntimeThatFailsSaysWhyAndWhatToDo() {
    for (String reason : List.of("StateStoreMissing", "RuntimeFailed")) {
      Map<String, Condition> conditions = conditions(situation(failed(Optional.empty(), reason)));
      assertThat(said(conditions, "Stalled")).isEqualTo("True " + reason);
      assertThat(conditions.get("Stalled").getMessage()).isEqualTo("because; do this");
    }
  }

  @Test
  void aPauseIsReadyWhenIntakeIsStopped() {
    Manifests.read(
            """
            kind: Pause
            metadata: {name: incident, namespace: support}
            spec: {system: helpdesk, rationale: INC-4711, endTime: "2026-11-24T07:00:00Z"}
            """)
        .forEach(estate::put);
    assertThat(said(conditions(situation(serving(declared()))), "Reconciling"))
        .isEqualTo("True Progressing");
    Observation paused =
        new Observation(
            Phase.Paused,
            declared(),
            Optional.empty(),
            Counts.NONE,
            Optional.empty(),
            new TreeMap<>(),
            Optional.empty(),
            new TreeSet<>(),
            Optional.empty());
    Situation situation = situation(paused);
    assertThat(said(conditions(situation), "Ready")).isEqualTo("True Paused");
    assertThat(Assessment.of(situation).boundary()).contains(Instant.parse("2026-11-24T07:00:00Z"));
    assertThat(said(conditions(situation(paused, Instant.parse("2026-11-24T07:00:00Z"))), "Ready"))
        .isEqualTo("False Progressing");
  }

  @Test
  void handsOffSaysNothingElse() {
    integration.getMetadata().setAnnotations(Map.of("tenon.dev/reconcile", "disabled"));
    Situation situation = situation(Observation.ABSENT);
    assertThat(Assessment.of(situation).conditions())
        .singleElement()
        .satisfies(condition -> assertThat(condition.getReason()).isEqualTo("ReconcileDisabled"));
    assertThat(kstatus(situation)).isEqualTo("InProgress");
  }

  @Test
  void whatRunsElsewhereIsReadyUnlessItIsSeenToFail() {
    declare("Production", "helpdesk");
    integration =
        Manifests.one(
            Integration.class,
            """
            kind: Integration
            metadata: {name: zap, namespace: support, generation: 2, creationTimestamp: "2026-11-01T00:00:00Z"}
            spec:
              purpose: p
              owner: {team: support}
              stage: Production
              runtime: {type: External, external: {product: Zapier, systems: [helpdesk]}}
            """);
    estate.put(integration);
    assertThat(said(conditions(situation(Observation.ABSENT)), "Ready")).isEqualTo("True Running");
    assertThat(said(conditions(situation(failed(Optional.empty(), "RuntimeFailed"))), "Stalled"))
        .isEqualTo("True RuntimeFailed");
  }

  @Test
  void theSameSituationGivesTheSameConditions() {
    assertThat(Assessment.of(situation(serving(declared()))))
        .isEqualTo(Assessment.of(situation(serving(declared()))));
    assertThat(Ref.integration("support", "issues")).isEqualTo(Refs.of(integration));
  }
}
