package dev.tenon.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.cli.Commands;
import dev.tenon.engine.policy.Bundle;
import dev.tenon.engine.policy.Explanation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenon check}, as a pull request's check runs it. */
class CheckCommandTest {
  @TempDir Path folder;

  private Path estate;
  private Path change;

  @BeforeEach
  void write() throws Exception {
    estate = Files.createDirectory(folder.resolve("estate"));
    change = Files.createDirectory(folder.resolve("change"));
    Files.writeString(estate.resolve("estate.yaml"), Samples.ESTATE);
    Files.writeString(change.resolve("one.yaml"), Samples.integration("one", "Pilot", ""));
  }

  private Checked check(String... further) {
    return Checked.run(change, further);
  }

  @Test
  void whatIsWellIsAllowed() {
    Checked checked = check("--estate", estate.toString(), "--policies", "none");
    assertThat(checked.out()).isEmpty();
    assertThat(checked.err()).isEqualTo("tenon: checked 1 object of 1 file: nothing to say\n");
    assertThat(checked.code()).isZero();
  }

  @Test
  void whatIsNamedAndExistsNowhereIsRefusedWithItsPlace() {
    Checked checked = check("--policies", "none");
    assertThat(checked.code()).isEqualTo(1);
    assertThat(checked.out())
        .contains("one.yaml:7:5: reference-not-found Integration apps/one spec.owner.team: ")
        .contains("  fix: Apply Team red, or change spec.owner.team.\n");
  }

  @Test
  void aSchemaViolationIsWorseThanARefusalAndBothArePrinted() throws Exception {
    Files.writeString(
        change.resolve("two.yaml"),
        Samples.integration("two", "Pilot", "").replace("stage:", "staje:"));
    Checked checked = check("--policies", "none");
    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.out())
        .contains("reference-not-found")
        .contains("two.yaml:8:3: unknown-field Integration apps/two spec.staje")
        .contains("Did you mean stage?");
  }

  @Test
  void policiesOfTheFilesTheEstateAndTheOptionAllCount() throws Exception {
    Path policy = Files.writeString(folder.resolve("policy.yaml"), Samples.policy("has-runbook"));
    Checked named = check("--estate", estate.toString(), "--policies", policy.toString());
    assertThat(named.code()).isEqualTo(1);
    assertThat(named.out())
        .contains("one.yaml:4:1: has-runbook Integration apps/one spec.runbook: no runbook")
        .contains("waive: a Waiver for has-runbook in namespace apps, approved and dated");

    Files.copy(policy, estate.resolve("policy.yaml"));
    assertThat(check("--estate", estate.toString(), "--policies", "none").out())
        .isEqualTo(named.out());
    Files.move(estate.resolve("policy.yaml"), change.resolve("policy.yaml"));
    assertThat(check("--estate", estate.toString(), "--policies", "none").out())
        .isEqualTo(named.out());
  }

  @Test
  void anUpdateIsJudgedByWhatTheEstateHas() throws Exception {
    Files.writeString(estate.resolve("before.yaml"), Samples.integration("one", "Production", ""));
    Checked back = check("--estate", estate.toString(), "--policies", "none");
    assertThat(back.code()).isEqualTo(1);
    assertThat(back.out()).contains("stage-transition").contains("spec.stage");
  }

  @Test
  void theDayCanBeSet() throws Exception {
    Files.writeString(
        change.resolve("one.yaml"),
        Samples.integration(
            "one",
            "Deprecated",
            "  deprecation: {sunsetDate: \"2027-01-31\", rationale: nobody needs it}\n"));
    Checked before =
        check("--estate", estate.toString(), "--policies", "none", "--now", "2027-01-30");
    assertThat(before.out()).doesNotContain("sunset-passed");
    Checked after =
        check("--estate", estate.toString(), "--policies", "none", "--now", "2027-02-01T00:00:00Z");
    assertThat(after.out()).contains("sunset-passed");
  }

  @Test
  void whatIsMisusedSaysWhatThereIs() {
    assertThat(check("--now", "tomorrow").err()).contains("'tomorrow' is neither an instant");
    assertThat(check("-o", "yaml").err()).contains("text, json, sarif, junit, report");
    Checked nowhere = check("--estate", folder.resolve("nowhere").toString());
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("there is no ").contains("nowhere");
  }

  @Test
  void everyPolicyThatComesWithTenonIsExplained() {
    for (Explanation one : Bundle.explanations()) {
      Commands.Ran ran = Commands.run("check", "--explain", one.name());
      assertThat(ran.code()).isZero();
      assertThat(ran.out())
          .startsWith(one.name() + " (")
          .contains("# This passes:\napiVersion: ")
          .contains("# and check says of it:\n")
          .containsPattern("(?m)^(warning: |audit: )?" + one.name() + " .*: .*\n  fix: ");
    }
    Commands.Ran unknown = Commands.run("check", "--explain", "no-such-policy");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err())
        .contains("there is no policy no-such-policy")
        .contains("production-has-deputy");
  }

  @Test
  void aKubeconfigThatCannotBeUsedIsNoVerdict() throws Exception {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: none, cluster: {server: "https://127.0.0.1:1"}}]
            users: [{name: me, user: {token: x}}]
            contexts: [{name: it, context: {cluster: none, user: me}}]
            current-context: it
            """);
    Checked checked = check("--estate", kubeconfig.toString());
    assertThat(checked.code()).isEqualTo(2);
    assertThat(checked.out()).isEmpty();
    assertThat(checked.err())
        .contains("the estate of https://127.0.0.1:1")
        .contains("the right to list");
  }
}
