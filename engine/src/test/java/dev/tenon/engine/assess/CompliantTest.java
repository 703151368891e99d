package dev.tenon.engine.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.api.v1alpha1.WaiverInForce;
import dev.tenon.engine.assess.conditions.Assessment;
import dev.tenon.engine.assess.kinds.PolicyAssessment;
import dev.tenon.engine.assess.kinds.WaiverAssessment;
import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.policy.Policies;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.review.Review;
import dev.tenon.engine.review.Verdict;
import dev.tenon.engine.testing.Manifests;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What policies and Waivers mean to an integration, day after day. */
class CompliantTest extends Scene {
  private static final Instant NEXT_DAY = Instant.parse("2026-11-25T00:00:00Z");

  private final Review review = Review.with(renderer);

  private void policy(String more) {
    estate.put(
        Manifests.one(
            IntegrationPolicy.class,
            """
            kind: IntegrationPolicy
            metadata: {name: production-has-deputy, generation: 1}
            spec:
              rationale: An integration that one team understands stops when that team is away.
              match: {kinds: [Integration]}
              action: Deny
              validations:
              - fieldPath: spec.owner.deputy
                expression: has(object.spec.owner.deputy)
                message: production integrations need a deputy team
                fix: Set spec.owner.deputy to a Team that has agreed to take over.
            %s
            """
                .formatted(more.indent(2))));
  }

  private Waiver waiver(String name, String created, String until, boolean approved) {
    Waiver waiver =
        Manifests.one(
            Waiver.class,
            """
            kind: Waiver
            metadata: {name: %s, namespace: support, generation: 1, creationTimestamp: "%s"}
            spec:
              integrations: [issues]
              policies: [production-has-deputy]
              rationale: The second team is being hired
              expirationDate: "%s"
              %s
            """
                .formatted(
                    name, created, until, approved ? "approval: {by: ada@corp.example}" : ""));
    estate.put(waiver);
    return waiver;
  }

  private Situation at(Instant now) {
    return at(now, serving(declared()));
  }

  private Situation at(Instant now, Observation observation) {
    Verdict verdict =
        review.of(
            Change.none(integration),
            rendering(),
            estate,
            new Ledger(estate),
            Occasion.Background,
            now);
    return situations.of(
        integration,
        rendering(),
        verdict.builtIn(),
        Optional.of(verdict.ofPolicies()),
        observation,
        now);
  }

  private String compliant(Instant now) {
    return said(conditions(at(now)), "Compliant");
  }

  private static Instant day(String day) {
    return Instant.parse(day + "T00:00:00Z");
  }

  @Test
  void whoViolatesNothingIsCompliant() {
    assertThat(compliant(NOW)).isEqualTo("True Compliant");
  }

  @Test
  void aPolicyThatArrivesShowsAndStopsNothing() {
    policy("");
    Map<String, Condition> conditions = conditions(at(NOW));
    assertThat(said(conditions, "Compliant")).isEqualTo("False Violations");
    assertThat(said(conditions, "Ready")).isEqualTo("True Running");
    assertThat(said(conditions, "Stalled")).isEqualTo("-");
  }

  @Test
  void beforeItsDayAViolationIsDueAndTheReconcilerWakesOnTheDay() {
    policy("effectiveDate: \"2026-12-01\"");
    assertThat(compliant(NOW)).isEqualTo("True ViolationsDue");
    assertThat(Assessment.of(at(NOW)).boundary()).contains(day("2026-12-01"));
    assertThat(compliant(day("2026-12-01"))).isEqualTo("False Violations");
  }

  @Test
  void aWaiverLetsItPassUntilItsLastDayIsOver() {
    policy("");
    Waiver first = waiver("first", "2026-06-01T00:00:00Z", "2026-08-31", true);
    Waiver again = waiver("again", "2026-09-01T00:00:00Z", "2026-12-31", true);

    Map<String, Condition> waived = conditions(at(NOW));
    assertThat(said(waived, "Compliant")).isEqualTo("True Waived");
    assertThat(waived.get("Compliant").getMessage())
        .endsWith("; waived until 2026-12-31 by Waiver support/again, number 2 for the same");
    assertThat(at(NOW).waivers())
        .containsExactly(
            new WaiverInForce(
                "again", List.of("production-has-deputy"), LocalDate.parse("2026-12-31")));
    assertThat(Assessment.of(at(NOW)).boundary()).contains(day("2027-01-01"));

    Situation after = at(day("2027-01-01"));
    assertThat(said(conditions(after), "Compliant")).isEqualTo("False WaiverExpired");
    assertThat(said(conditions(after), "Ready")).isEqualTo("True Running");
    assertThat(conditions(after).get("Compliant").getMessage())
        .contains("; was waived until 2026-12-31 by Waiver support/again, number 2 for the same")
        .endsWith(" keeps running");
    assertThat(
            Happening.between(
                Assessment.of(at(NOW)).conditions(), Assessment.of(after).conditions()))
        .extracting(Happening::reason)
        .containsExactly("WaiverExpired");

    assertThat(WaiverAssessment.of(again, estate, NOW).reissues()).contains(1L);
    assertThat(WaiverAssessment.of(first, estate, NOW).reissues()).contains(0L);
    assertThat(WaiverAssessment.boundary(again, NOW)).contains(day("2027-01-01"));
    assertThat(WaiverAssessment.boundary(first, NOW)).isEmpty();
  }

  @Test
  void aWaiverThatNobodyApprovedHasNoEffect() {
    policy("");
    Waiver waiver = waiver("asked", "2026-11-01T00:00:00Z", "2026-12-31", false);
    assertThat(compliant(NOW)).isEqualTo("False Violations");
    assertThat(at(NOW).waivers()).isEmpty();
    assertThat(
            WaiverAssessment.of(waiver, estate, NOW).conditions().stream()
                .map(condition -> condition.getType() + " " + condition.getReason()))
        .containsExactly("Ready Accepted", "Enforced NotApproved", "ResolvedRefs Resolved");
  }

  @Test
  void whatReadsTheDayIsLookedAtAgainOnTheNext() {
    estate.put(
        Manifests.one(
            IntegrationPolicy.class,
            """
            kind: IntegrationPolicy
            metadata: {name: confirmed}
            spec:
              rationale: Owners forget.
              match: {kinds: [Integration]}
              action: Warn
              validations:
              - {fieldPath: spec.owner.confirmedDate, expression: "now - object.spec.owner.confirmedDate <= duration('552h')", message: too long ago, fix: Confirm it.}
            """));
    assertThat(compliant(NOW)).isEqualTo("True Compliant");
    assertThat(Assessment.of(at(NOW)).boundary()).contains(NEXT_DAY);
    // 2026-11-01 and 23 days is 2026-11-24, to its end
    assertThat(compliant(NEXT_DAY.minusSeconds(1))).isEqualTo("True Compliant");
    assertThat(compliant(NEXT_DAY)).isEqualTo("False Violations");
  }

  @Test
  void anEndThatHasComeIsNoMattersOfPoliciesAndShowsToo() {
    declare(
        "Deprecated",
        "helpdesk",
        "deprecation: {sunsetDate: \"2026-12-01\", rationale: nobody asks any more}");
    assertThat(compliant(NOW)).isEqualTo("True Compliant");
    assertThat(Assessment.of(at(NOW)).boundary()).contains(day("2026-12-01"));
    Situation after = at(day("2026-12-01"));
    assertThat(said(conditions(after), "Compliant")).isEqualTo("False Violations");
    assertThat(said(conditions(after), "Ready")).isEqualTo("True Running");
  }

  @Test
  void brokenGlassIsCountedOncePerGenerationThatNeededIt() {
    declare(
        "Deprecated",
        "helpdesk",
        "deprecation: {sunsetDate: \"2026-11-01\", rationale: nobody asks any more}");
    assertThat(at(NOW).glassBroken()).isZero();
    assertThat(at(NOW).breakGlass()).isEmpty();
    integration.getMetadata().setAnnotations(Map.of("tenon.dev/break-glass", "INC-4711"));
    estate.put(integration);
    assertThat(at(NOW).incident()).contains("INC-4711");
    assertThat(at(NOW).glassBroken()).isEqualTo(1);
    assertThat(at(NOW).breakGlass().orElseThrow().message()).contains("broken for INC-4711: ");
    remember(at(NOW));
    assertThat(at(NOW).glassBroken()).isZero();
    assertThat(at(NOW).breakGlass()).isEmpty();
  }

  @Test
  void silenceIsNoComplianceWhereSomethingIsMissing() {
    declare("Pilot", "nowhere", "");
    Map<String, Condition> said = conditions(at(NOW, Observation.ABSENT));
    assertThat(said(said, "Compliant")).isEqualTo("Unknown NotReviewed");
    assertThat(said.get("Compliant").getMessage()).endsWith(": System nowhere does not exist");
    // a violation that shows is one all the same
    policy("");
    said = conditions(at(NOW, Observation.ABSENT));
    assertThat(said(said, "Compliant")).isEqualTo("False Violations");
  }

  @Test
  void silenceIsNoComplianceWhereThereIsNoPlan() {
    integration =
        Manifests.one(
            Integration.class,
            """
            kind: Integration
            metadata: {name: issues, namespace: support, generation: 2}
            spec:
              purpose: It has no key
              owner: {team: support, confirmedDate: "2026-11-01"}
              stage: Pilot
              pattern: {name: webhook-to-system, parameters: {source: github, sink: helpdesk, write: {path: /tickets}}}
            """);
    estate.put(integration);
    Situation situation = at(NOW, Observation.ABSENT);
    assertThat(situation.rendering().result()).isEmpty();
    assertThat(situation.gating()).isEmpty();
    assertThat(said(conditions(situation), "Compliant")).isEqualTo("Unknown NotReviewed");
  }

  @Test
  void aPolicySaysWhatItDoesNow() {
    policy("effectiveDate: \"2026-12-01\"");
    Policies policies = new Policies();
    IntegrationPolicy policy = estate.policies().get(0);
    assertThat(status(policies, policy, NOW))
        .contains("Ready Accepted", "Enforced NotYetEffective");
    assertThat(PolicyAssessment.boundary(policy, NOW)).contains(day("2026-12-01"));
    assertThat(status(policies, policy, day("2026-12-01"))).contains("Enforced Denies");
    assertThat(PolicyAssessment.boundary(policy, day("2026-12-01"))).isEmpty();
    policy.getMetadata().setName("claim-missing");
    assertThat(status(policies, policy, NOW))
        .contains("Ready InvalidPolicy", "Stalled InvalidPolicy", "Enforced NotEnforced");
  }

  private List<String> status(Policies policies, IntegrationPolicy policy, Instant now) {
    return PolicyAssessment.of(
            policy,
            policies.problems(policy),
            Optional.of(new PolicyAssessment.Tally(3, 1)),
            estate,
            now)
        .conditions()
        .stream()
        .map(condition -> condition.getType() + " " + condition.getReason())
        .toList();
  }
}
