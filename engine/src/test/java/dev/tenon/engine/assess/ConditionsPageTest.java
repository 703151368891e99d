package dev.tenon.engine.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.engine.assess.conditions.Assessment;
import dev.tenon.engine.assess.kinds.KindCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code docs/conditions.md} is what the conditions can say. */
class ConditionsPageTest {
  private static final Path PAGE = Path.of("../docs/conditions.md");
  private static final Set<String> ONLY_WHILE_TRUE = Set.of("Reconciling", "Stalled");

  private static final String REPAIR =
      "./mvnw -q -pl engine -am test -Dtest=ConditionsPageTest -Dtenon.regenerate=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dfast";

  private static final String HEAD =
      """
      <!-- Generated from dev.tenon.engine.assess, do not edit. To make it anew:
           %s -->
      # Conditions

      What the `status.conditions` of each kind say, and what to do about it. The messages name the object, the
      field and the fix; the reasons here are constants, and the events of an object have the same.

      - `Ready` is about what is declared: the declared revision serves, or the declaration says that it should
        not run. It does not depend on a vendor that answers or on an SLO; `Healthy` and `ObjectivesMet` do.
      - `Reconciling` and `Stalled` are there only while they are True, and never both. kstatus (`flux`, `kpt`,
        `kubectl wait --for=condition=Ready`) reads them.
      - A revision that serves goes on serving whatever `Stalled`, `Compliant` or `ResolvedRefs` say of a newer one.
      - Every condition carries `observedGeneration`; one that is lower than `metadata.generation` is about an
        older declaration.
      - One event belongs to no condition: `BreakGlass`, when a change was let pass because of the annotation
        `tenon.dev/break-glass` that days or a spent budget would have refused. `status.breakGlass` counts them.
      """;

  @Test
  void thePageIsWhatTheConditionsCanSay() throws IOException {
    String page = page();
    if (Boolean.getBoolean("tenon.regenerate")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).as("to make it: %s", REPAIR).exists();
    assertThat(Files.readString(PAGE)).as("to make it anew: %s", REPAIR).isEqualTo(page);
  }

  @Test
  void aReasonOfAKindHasOneStatus() {
    KindCondition.all()
        .forEach(
            (kind, conditions) ->
                assertThat(conditions)
                    .allSatisfy(
                        condition ->
                            assertThat(condition.meanings())
                                .extracting(Meaning::reason)
                                .as("%s %s", kind, condition.type())
                                .doesNotHaveDuplicates()));
  }

  private static String page() {
    StringBuilder page = new StringBuilder(HEAD.formatted(REPAIR));
    page.append("\n## Integration\n");
    for (ConditionRule rule : Assessment.rules()) {
      append(page, rule.type(), rule.meanings());
    }
    // a table that all kinds share stands there once
    Set<KindCondition> shared = new LinkedHashSet<>(KindCondition.all().firstEntry().getValue());
    KindCondition.all().values().forEach(shared::retainAll);
    page.append("\n## Every other kind\n");
    shared.forEach(condition -> append(page, condition.type(), condition.meanings()));
    KindCondition.all()
        .forEach(
            (kind, conditions) -> {
              page.append("\n## ").append(kind).append('\n');
              conditions.stream()
                  .filter(condition -> !shared.contains(condition))
                  .forEach(condition -> append(page, condition.type(), condition.meanings()));
            });
    return page.toString();
  }

  private static void append(StringBuilder page, String type, List<Meaning> meanings) {
    page.append("\n### ")
        .append(type)
        .append(ONLY_WHILE_TRUE.contains(type) ? " (only while True)" : "")
        .append("\n\n| Status | Reason | Means | What to do |\n| --- | --- | --- | --- |\n");
    for (Meaning one : meanings) {
      page.append(
          "| %s | `%s` | %s | %s |\n"
              .formatted(one.status(), one.reason(), cell(one.meaning()), cell(one.remedy())));
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
