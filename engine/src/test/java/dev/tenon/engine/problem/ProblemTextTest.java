package dev.tenon.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Ref;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemTextTest {
  private static final Ref INTEGRATION = Ref.integration("revenue", "contacts-to-leads");

  private static Problem deputy() {
    return new Problem(
        "production-has-deputy",
        INTEGRATION,
        FieldPath.of("spec.owner.deputy"),
        Optional.empty(),
        Origin.Review,
        "production integrations need a deputy team",
        "Set spec.owner.deputy to a Team that has agreed to take over.",
        Action.Deny,
        Optional.empty(),
        new Terms(Basis.Declaration, true, Optional.empty(), Optional.empty()));
  }

  @Test
  void aProblemSaysWhereWhatHowToMendAndHowToWaive() {
    assertThat(ProblemText.of(deputy(), INTEGRATION))
        .isEqualTo(
            """
            production-has-deputy spec.owner.deputy: production integrations need a deputy team
              fix: Set spec.owner.deputy to a Team that has agreed to take over.
              waive: a Waiver for production-has-deputy in namespace revenue, approved and dated""");
  }

  @Test
  void aWarningAndABuiltInRuleAreNotWaived() {
    assertThat(ProblemText.of(deputy().with(Action.Warn), INTEGRATION)).doesNotContain("waive:");
    assertThat(
            ProblemText.of(
                Problem.deny("r", INTEGRATION, FieldPath.root(), "m", "Mend it."), INTEGRATION))
        .isEqualTo("r: m\n  fix: Mend it.");
  }

  @Test
  void aProblemOfAnotherObjectNamesThatObject() {
    Problem problem =
        Problem.deny(
            "invalid-routes",
            Ref.cluster("IntegrationPattern", "mine"),
            FieldPath.of("spec.routes").index(0),
            "m",
            "Mend it.");
    assertThat(ProblemText.line(problem, INTEGRATION))
        .isEqualTo("invalid-routes IntegrationPattern mine spec.routes[0]: m");
  }

  @Test
  void aMessageCannotForgeASecondLineNorBeLongerThanTheLine() {
    Problem problem =
        Problem.deny(
            "r",
            INTEGRATION,
            FieldPath.root(),
            "a\nfine\u2028: no problem" + "\ud83d\ude00".repeat(200),
            "");
    String line = ProblemText.line(problem, INTEGRATION);
    assertThat(line).startsWith("r: a fine : no problem").endsWith("…");
    assertThat(line.length()).isLessThanOrEqualTo(ProblemText.FIRST_LINE);
    assertThat(line.codePoints().filter(c -> c >= 0xd800 && c < 0xe000)).isEmpty();
  }

  @Test
  void problemsAreOrderedByActionObjectFieldAndRule() {
    Problem warning = deputy().with(Action.Warn);
    Problem other = Problem.deny("a", INTEGRATION, FieldPath.of("spec.z"), "m", "");
    assertThat(List.of(warning, other, deputy()).stream().sorted())
        .containsExactly(deputy(), other, warning);
  }
}
