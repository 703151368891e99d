package dev.tenon.engine.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationStatus;
import dev.tenon.engine.assess.Observation.Cause;
import dev.tenon.engine.assess.Observation.Phase;
import dev.tenon.engine.assess.conditions.Assessment;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.render.Rendering;
import dev.tenon.engine.review.Verdict;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.Revision;
import dev.tenon.plan.RunnerReport.Counts;
import io.fabric8.kubernetes.api.model.Condition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** An estate with one integration in it, for tests of what its situation means. */
abstract class Scene {
  static final Instant NOW = Instant.parse("2026-11-24T06:30:00Z");
  static final Revision OLD = Revision.parse("000000000000");

  final IndexedEstate estate = new IndexedEstate();
  final Situations situations = new Situations(estate, new Ledger(estate));
  final Renderer renderer = Renderer.with(Set.of());

  Integration integration;
  Optional<Verdict> policies = Optional.empty();

  @BeforeEach
  void declareTheEstate() {
    Manifests.readFolder(Path.of("../samples/patterns")).forEach(estate::put);
    Manifests.readFolder(Path.of("src/test/resources/golden")).forEach(estate::put);
    team("support", "{id: ana}, {id: bo}");
    declare("Production", "helpdesk");
  }

  void team(String name, String members) {
    Manifests.read(
            "{kind: Team, metadata: {name: %s}, spec: {members: [%s]}}".formatted(name, members))
        .forEach(estate::put);
  }

  void declare(String stage, String sink) {
    declare(stage, sink, "");
  }

  void declare(String stage, String sink, String more) {
    IntegrationStatus before = integration == null ? null : integration.getStatus();
    integration =
        Manifests.one(
            Integration.class,
            """
            kind: Integration
            metadata: {name: issues, namespace: support, generation: 2, creationTimestamp: "2026-11-01T00:00:00Z"}
            spec:
              purpose: Every new GitHub issue becomes a support ticket
              owner: {team: support, confirmedDate: "2026-11-01"}
              stage: %s
              pattern: {name: webhook-to-system, parameters: {source: github, key: .issue.id, sink: %s, write: {path: /tickets}}}
              %s
            """
                .formatted(stage, sink, more));
    integration.setStatus(before);
    estate.put(integration);
  }

  Rendering rendering() {
    return renderer.render(integration, estate);
  }

  Optional<Revision> declared() {
    return rendering().result().map(plan -> plan.revision());
  }

  static Observation serving(Optional<Revision> revision) {
    return new Observation(
        Phase.Running,
        revision,
        Optional.empty(),
        Counts.NONE,
        Optional.empty(),
        new TreeMap<>(),
        Optional.empty(),
        new TreeSet<>(),
        Optional.empty());
  }

  static Observation failed(Optional<Revision> serving, String reason) {
    return new Observation(
        Phase.Failed,
        serving,
        Optional.of(new Cause(reason, "because; do this")),
        Counts.NONE,
        Optional.empty(),
        new TreeMap<>(),
        Optional.empty(),
        new TreeSet<>(),
        Optional.empty());
  }

  Situation situation(Observation observation) {
    return situation(observation, NOW);
  }

  Situation situation(Observation observation, Instant now) {
    return situations.of(integration, rendering(), Verdict.CLEAN, policies, observation, now);
  }

  Map<String, Condition> conditions(Situation situation) {
    List<Condition> all = Assessment.of(situation).conditions();
    assertThat(all.get(0).getType()).isEqualTo("Ready");
    Map<String, ConditionRule> rules =
        Assessment.rules().stream()
            .collect(Collectors.toMap(ConditionRule::type, Function.identity()));
    for (Condition condition : all) {
      // what is not in the table is not documented
      assertThat(rules.get(condition.getType()).meanings())
          .anyMatch(
              m ->
                  m.status().equals(condition.getStatus())
                      && m.reason().equals(condition.getReason()));
      assertThat(condition.getMessage())
          .isNotBlank()
          .hasSizeLessThanOrEqualTo(Said.MESSAGE)
          .doesNotContain("Exception");
      assertThat(condition.getObservedGeneration()).isEqualTo(2);
    }
    assertThat(
            all.stream()
                .filter(c -> Set.of("Reconciling", "Stalled").contains(c.getType()))
                .count())
        .isLessThanOrEqualTo(1);
    return all.stream().collect(Collectors.toMap(Condition::getType, Function.identity()));
  }

  static String said(Map<String, Condition> conditions, String type) {
    return Optional.ofNullable(conditions.get(type))
        .map(c -> c.getStatus() + " " + c.getReason())
        .orElse("-");
  }

  String kstatus(Situation situation) {
    return Kstatus.of(integration, 2, Assessment.of(situation).conditions());
  }

  /** The status as it would have been written then. */
  void remember(Situation situation) {
    List<Condition> written = new ArrayList<>();
    for (Condition condition : Assessment.of(situation).conditions()) {
      condition.setLastTransitionTime(situation.now().toString());
      written.add(condition);
    }
    integration.setStatus(
        new IntegrationStatus(
            2,
            written,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
