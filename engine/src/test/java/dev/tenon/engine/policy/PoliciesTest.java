package dev.tenon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.testing.Manifests;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies are compiled and type-checked against the schemas of the kinds that they are about. */
class PoliciesTest {
  private final Policies policies = new Policies();

  static IntegrationPolicy policy(String kinds, String expression) {
    return Manifests.one(
        IntegrationPolicy.class,
        """
        kind: IntegrationPolicy
        metadata: {name: some-rule}
        spec:
          rationale: because
          match: {kinds: [%s]}
          action: Deny
          validations:
          - fieldPath: spec
            expression: |-
              %s
            message: is wrong
            fix: Mend it.
        """
            .formatted(kinds, expression.replace("\n", "\n      ")));
  }

  private List<String> problems(String kinds, String expression) {
    return policies.compiled(policy(kinds, expression)).problems().stream()
        .map(problem -> problem.at() + ": " + problem.message())
        .toList();
  }

  @Test
  void aFieldThatThereIsNotDoesNotTypeCheckAndThePlaceIsSaid() {
    assertThat(problems("Integration", "object.spec.owner.deputty != ''"))
        .containsExactly(
            "spec.validations[0].expression: line 1, column 18: undefined field 'deputty'");
    assertThat(problems("Integration", "object.spec.stage == 'Draft' ||\n  object.spec.stge == ''"))
        .containsExactly(
            "spec.validations[0].expression: line 2, column 14: undefined field 'stge'");
  }

  @Test
  void theVariablesOfEachKindAreTyped() {
    for (String good :
        List.of(
            "oldObject == null || oldObject.spec.stage != 'Retired'",
            "oldObject == null || oldObject.spec == object.spec",
            "owner == deputy || deputy == business",
            "owner != null && owner.spec.members.size() >= 2",
            "deputy == null || deputy.metadata.name != owner.metadata.name",
            "business == null",
            "pattern == null || pattern.spec.title != ''",
            "systems.all(s, s.spec.vendor != '' && s.limits.all(l, l.claim <= l.allocatable))",
            "systems.all(s, !has(s.spec.timeout) || plan.resilience.timeout < s.spec.timeout)",
            "plan.entries.all(e, !has(e.period) || e.period >= duration('1s'))",
            "plan.unguarded.size() == 0 && plan.calls.all(c, c.kind in ['Send', 'Poll'])",
            "budget.all(b, b.remaining > 0.0)",
            "waivers.all(w, w.expirationDate > now)",
            "now - object.spec.owner.confirmedDate <= duration('4320h')",
            "request.operation == 'CREATE' || 'admins' in request.userInfo.groups",
            "object.spec.slos.all(s, s.window >= duration('24h'))",
            "object.spec.pattern.parameters.source == 'x'",
            "object.spec.routes.all(r, has(r.route.from))",
            "object.metadata.namespace != 'x'")) {
      assertThat(problems("Integration", good)).as(good).isEmpty();
    }
    assertThat(problems("Integration", "object.spec.purpose"))
        .containsExactly("spec.validations[0].expression: cel expression must evaluate to a bool");
    assertThat(problems("Integration", "object.status.conditions.size() > 0"))
        .containsExactly(
            "spec.validations[0].expression: line 1, column 7: undefined field 'status'");
    assertThat(problems("Integration, System", "plan.unguarded.size() == 0"))
        .containsExactly(
            "spec.validations[0].expression: line 1, column 1, for kind System: undeclared reference to 'plan' (in container '')");
  }

  @Test
  void aFieldPathThatNoKindHasIsRefused() {
    IntegrationPolicy policy = policy("Integration", "true");
    IntegrationPolicy wrong =
        Manifests.one(
            IntegrationPolicy.class,
            """
            kind: IntegrationPolicy
            metadata: {name: some-rule}
            spec:
              rationale: because
              match: {kinds: [Integration]}
              action: Deny
              validations:
              - {fieldPath: spec.owner.deputty, expression: "true", message: m, fix: f}
              - {fieldPath: "spec.pattern.parameters[source]", expression: "true", message: m, fix: f}
              - {fieldPath: "spec.claims[0].amount", expression: "true", message: m, fix: f}
            """);
    assertThat(policies.compiled(policy).problems()).isEmpty();
    assertThat(policies.compiled(wrong).problems())
        .extracting(problem -> problem.at().toString(), Problem::message)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "spec.validations[0].fieldPath", "Integration has no field spec.owner.deputty"));
  }

  @Test
  void aPolicyIsCompiledOnceForAsLongAsItSaysTheSame() {
    Compilation first = policies.compiled(policy("Team", "object.spec.members.size() > 1"));
    assertThat(policies.compiled(policy("Team", "object.spec.members.size() > 1"))).isSameAs(first);
    assertThat(policies.compiled(policy("Team", "object.spec.members.size() > 2")))
        .isNotSameAs(first);
  }
}
