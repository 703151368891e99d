package dev.tenon.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tenon.cli.console.ExitCode;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.SurefireReportParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other programs read of a check. */
class FormatsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Path change;

  @BeforeEach
  void write() throws Exception {
    change = Files.createDirectory(folder.resolve("a change"));
    Files.writeString(change.resolve("estate.yaml"), Samples.ESTATE);
    Files.writeString(
        change.resolve("policy.yaml"),
        Samples.policy("has-runbook").replace("no runbook", "<no> & runbook"));
    Files.writeString(change.resolve("one.yaml"), Samples.integration("one", "Pilot", ""));
    Files.writeString(
        change.resolve("two.yaml"),
        Samples.integration("two", "Pilot", "").replace("purpose:", "porpoise:"));
    Files.writeString(change.resolve("three.yaml"), "a: [b\n");
    Files.writeString(
        change.resolve("four.yaml"),
        Samples.integration("four", "Pilot", "  runbook: https://acme.example/four\n"));
    Files.writeString(change.resolve("five.yaml"), Samples.integration("five", "Pilot", ""));
    Files.writeString(change.resolve("waiver.yaml"), Samples.waiver("five", "has-runbook"));
  }

  private String printed(String format) {
    Checked checked =
        Checked.run(change, "-o", format, "--policies", "none", "--now", "2026-11-25T10:00:00Z");
    assertThat(checked.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(checked.err()).startsWith("tenon: checked ");
    return checked.out();
  }

  @Test
  void jsonSaysEverythingOfEveryProblem() throws Exception {
    JsonNode json = JSON.readTree(printed("json"));
    assertThat(json.path("exitCode").asInt()).isEqualTo(2);
    assertThat(json.path("problems"))
        .anySatisfy(
            problem -> {
              assertThat(problem.path("rule").asText()).isEqualTo("has-runbook");
              assertThat(problem.path("level").asText()).isEqualTo("Denied");
              assertThat(problem.path("file").asText()).endsWith("one.yaml");
              assertThat(problem.path("line").asInt()).isEqualTo(4);
              assertThat(problem.path("field").asText()).isEqualTo("spec.runbook");
            })
        .anySatisfy(
            problem -> {
              assertThat(problem.path("level").asText()).isEqualTo("Waived");
              assertThat(problem.at("/waiver/until").asText()).isEqualTo("2027-01-31");
            });
  }

  @Test
  void sarifIsValidAndPointsAtFileAndLine() throws Exception {
    String text = printed("sarif");
    try (InputStream schema =
        getClass().getClassLoader().getResourceAsStream("schema/sarif-schema-2.1.0.json")) {
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                  .getSchema(schema)
                  .validate(JSON.readTree(text)))
          .isEmpty();
    }
    JsonNode run = JSON.readTree(text).path("runs").path(0);
    assertThat(run.path("results"))
        .anySatisfy(
            result -> {
              assertThat(result.path("ruleId").asText()).isEqualTo("has-runbook");
              assertThat(result.path("level").asText()).isEqualTo("error");
              JsonNode place = result.at("/locations/0/physicalLocation");
              assertThat(place.at("/artifactLocation/uri").asText())
                  .endsWith("a%20change/one.yaml");
              assertThat(place.at("/region/startLine").asInt()).isEqualTo(4);
              assertThat(result.at("/locations/0/logicalLocations/0/fullyQualifiedName").asText())
                  .isEqualTo("Integration apps/one spec.runbook");
              assertThat(result.path("suppressions").isMissingNode()).isTrue();
            })
        .anySatisfy(
            result ->
                assertThat(result.at("/suppressions/0/justification").asText())
                    .contains("Waiver apps/five-has-runbook")
                    .contains("until 2027-01-31"));
    assertThat(run.at("/tool/driver/rules"))
        .anySatisfy(
            rule ->
                assertThat(rule.at("/fullDescription/text").asText())
                    .isEqualTo("Whoever is called at night needs to know what to do"));
  }

  @Test
  void junitIsReadAsTestReportsAre() throws Exception {
    Path reports = Files.createDirectory(folder.resolve("reports"));
    Path report = reports.resolve("TEST-tenon.xml");
    Files.writeString(report, printed("junit"));
    List<ReportTestSuite> suites =
        new SurefireReportParser(List.of(reports.toFile()), new NullConsoleLogger())
            .parseXMLReportFiles();
    List<ReportTestCase> cases =
        suites.stream().flatMap(suite -> suite.getTestCases().stream()).toList();
    assertThat(cases)
        .anySatisfy(
            it -> {
              assertThat(it.getName()).isEqualTo("Integration apps/one");
              assertThat(it.hasFailure()).isTrue();
              assertThat(it.getFailureType()).isEqualTo("has-runbook");
              assertThat(it.getFailureMessage()).contains("<no> & runbook");
            })
        .anySatisfy(
            it -> {
              assertThat(it.getName()).isEqualTo("Integration apps/two");
              assertThat(it.hasError()).isTrue();
            })
        .anySatisfy(
            it -> {
              assertThat(it.getName()).isEqualTo("the file");
              assertThat(it.hasError()).isTrue();
            })
        .anySatisfy(
            it -> {
              assertThat(it.getName()).isEqualTo("Integration apps/four");
              assertThat(it.isSuccessful()).isTrue();
            })
        .anySatisfy(
            it -> {
              assertThat(it.getName()).isEqualTo("Integration apps/five");
              assertThat(it.isSuccessful()).isTrue();
            });
  }

  @Test
  void reportsAreOpenReports() {
    String text = printed("report");
    assertThat(text)
        .contains("apiVersion: openreports.io/v1alpha1\nkind: Report\n")
        .contains("kind: ClusterReport\n")
        .contains("  namespace: apps\n")
        .contains("  policy: has-runbook\n")
        .contains("  result: fail\n")
        .contains("  result: skip\n")
        .contains("  result: pass\n");
  }
}
