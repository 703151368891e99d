package dev.tenon.engine.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.review.Review;
import dev.tenon.engine.review.Verdict;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.RunnerReport.Counts;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the built-in rules say of references, and what that means for what runs already. */
class ReferencesWhileRunningTest extends Scene {
  private Map<String, Condition> assessed(Observation observation) {
    Verdict builtIn =
        Review.with(renderer)
            .of(
                Change.none(integration),
                rendering(),
                estate,
                new Ledger(estate),
                Occasion.Background,
                NOW);
    return conditions(situations.of(integration, rendering(), builtIn, policies, observation, NOW));
  }

  private static final Observation NOTHING_RUNS =
      new Observation(
          Observation.Phase.Absent,
          Optional.empty(),
          Optional.empty(),
          Counts.NONE,
          Optional.empty(),
          new TreeMap<>(),
          Optional.empty(),
          new TreeSet<>(),
          Optional.empty());

  @Test
  void aMissingUpstreamShowsAndGatesNothing() {
    declare("Production", "helpdesk", "upstreams: [{name: before}]");

    Map<String, Condition> running = assessed(serving(declared()));
    assertThat(said(running, "Ready")).isEqualTo("True Running");
    assertThat(said(running, "ResolvedRefs")).isEqualTo("False IntegrationNotFound");

    Map<String, Condition> starting = assessed(NOTHING_RUNS);
    assertThat(said(starting, "Ready")).isEqualTo("False Progressing");
    assertThat(said(starting, "Reconciling")).isEqualTo("True Progressing");
  }

  @Test
  void aSystemThatIsWithdrawnStopsNothingThatRunsAndLetsNothingStart() {
    Manifests.read(
            """
            kind: System
            metadata: {name: helpdesk}
            spec:
              vendor: Help Desk Ltd
              owner: {team: support}
              endpoint: {uri: "https://helpdesk.example/api"}
              availableTo: {teams: [others]}
            """)
        .forEach(estate::put);

    Map<String, Condition> running = assessed(serving(declared()));
    assertThat(said(running, "Ready")).isEqualTo("True Running");
    assertThat(said(running, "ResolvedRefs")).isEqualTo("False SystemNotAvailable");

    Map<String, Condition> starting = assessed(NOTHING_RUNS);
    assertThat(starting.get("Ready").getStatus()).isEqualTo("False");
    assertThat(said(starting, "Reconciling")).isEqualTo("True WaitingForReferences");
  }

  @Test
  void aSystemThatIsGoneLeavesTheLastRevisionRunning() {
    Observation observation = serving(declared());
    estate.remove(Refs.system("helpdesk"));
    Map<String, Condition> conditions = assessed(observation);
    assertThat(conditions.get("Ready").getStatus()).isEqualTo("False");
    assertThat(said(conditions, "Available")).isEqualTo("True OlderRevision");
    assertThat(said(conditions, "ResolvedRefs")).isEqualTo("False SystemNotFound");
  }
}
