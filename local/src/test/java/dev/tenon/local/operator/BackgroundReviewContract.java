package dev.tenon.local.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.IntegrationStatus;
import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.local.Applied;
import dev.tenon.operator.OperatorSettings;
import dev.tenon.operator.TenonOperator;
import dev.tenon.operator.report.Reports;
import dev.tenon.operator.status.ReportWriter;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the operator tells of its reviews besides conditions, whichever API it is. */
abstract class BackgroundReviewContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path DEFINITION = Path.of("src/test/resources/openreports/reports.yaml");
  private static final String REPORT = "openreports.io/v1alpha1";
  private static final Ref ONE = Ref.integration("apps", "one");

  private KubernetesClient client;
  private Optional<TenonOperator> operator = Optional.empty();

  /** Of an API that serves our kinds and holds none of them. */
  abstract Path kubeconfig() throws Exception;

  @BeforeEach
  void connect() throws Exception {
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig().toFile()))
            .build();
    Applied.yaml(client, Files.readString(DEFINITION));
    await().atMost(PATIENCE).ignoreExceptions().until(() -> report("default").isEmpty());
    Applied.yaml(client, Estates.namespace(""));
  }

  @AfterEach
  void stop() {
    try {
      if (operator.isPresent()) {
        Estates.deleteAll(client);
      }
    } finally {
      operator.ifPresent(TenonOperator::close);
      client.close();
    }
  }

  private void run() {
    operator =
        Optional.of(
            TenonOperator.start(
                client, new RecordingRuntime(), OperatorSettings.DEFAULT.reporting(true)));
    Estates.ALL.forEach(yaml -> Applied.yaml(client, yaml));
    await()
        .atMost(PATIENCE)
        .until(() -> status().flatMap(status -> status.condition("Compliant")).isPresent());
  }

  private Optional<IntegrationStatus> status() {
    return Optional.ofNullable(
            client.resources(Integration.class).inNamespace("apps").withName("one").get())
        .flatMap(Integration::status);
  }

  /** The report of a namespace; fails where the kind is not served yet. */
  private Optional<JsonNode> report(String namespace) {
    List<GenericKubernetesResource> all =
        client
            .genericKubernetesResources(REPORT, "Report")
            .inNamespace(namespace)
            .list()
            .getItems();
    return all.stream()
        .filter(one -> one.getMetadata().getName().equals(ReportWriter.NAME))
        .<JsonNode>map(one -> json(one))
        .findFirst();
  }

  @Test
  void whatFailsStandsInOneReportOfItsNamespaceUntilItDoesNot() {
    run();
    assertThat(report("apps")).isEmpty();
    String policy = Estates.policy("");
    Applied.yaml(
        client, policy.replace("action: Deny", "action: Deny\n  existingViolations: Deny"));
    awaitSummary(3, 0);
    JsonNode first = report("apps").orElseThrow().at("/results/0");
    assertThat(first.path("policy").asText()).isEqualTo("has-runbook");
    assertThat(first.path("result").asText()).isEqualTo("fail");
    assertThat(first.path("message").asText())
        .isEqualTo("has-runbook spec.runbook: an integration needs a runbook");
    assertThat(first.at("/resources/0/name").asText()).isEqualTo("one");

    // what was there before the policy is let be
    Applied.yaml(client, policy);
    awaitSummary(0, 3);
    client.resources(IntegrationPolicy.class).delete();
    await().atMost(PATIENCE).until(() -> report("apps").isEmpty());
  }

  /** Numbers as a parser reads them, so that they can be compared. */
  private static JsonNode json(GenericKubernetesResource one) {
    try {
      return new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(one));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitSummary(int fail, int warn) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(report("apps").orElseThrow().path("summary"))
                    .isEqualTo(summary(fail, warn)));
  }

  private static JsonNode summary(int fail, int warn) {
    return new ObjectMapper()
        .createObjectNode()
        .put("pass", 0)
        .put("fail", fail)
        .put("warn", warn)
        .put("error", 0)
        .put("skip", 0);
  }

  @Test
  void aReportIsBoundedAndCountsAll() {
    List<Problem> many = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Problem problem =
          Problem.deny("rule-" + i, ONE, FieldPath.of("spec"), "it is so", "Mend it.");
      many.add(i < 250 ? problem.with(Action.Warn) : problem);
    }
    try (Reports reports = new Reports(new ReportWriter(client), Duration.ofMillis(50))) {
      reports.judged(ONE, many);
      await().atMost(PATIENCE).until(() -> report("apps").isPresent());
      JsonNode report = report("apps").orElseThrow();
      assertThat(report.path("results")).hasSize(200);
      assertThat(report.at("/results/49/result").asText()).isEqualTo("fail");
      assertThat(report.at("/results/50/result").asText()).isEqualTo("warn");
      assertThat(report.at("/summary/warn").asInt()).isEqualTo(250);
      assertThat(report.at("/configuration/limits/maxResults").asInt()).isEqualTo(200);
      reports.forget(ONE);
      await().atMost(PATIENCE).until(() -> report("apps").isEmpty());
    }
  }

  @Test
  void aReportThatIsLeftOverGoes() {
    new ReportWriter(client).write(ReportWriter.empty("apps"));
    assertThat(report("apps")).isPresent();
    try (Reports reports = new Reports(new ReportWriter(client), Duration.ofMillis(50))) {
      await().atMost(PATIENCE).until(() -> report("apps").isEmpty());
      assertThat(reports).isNotNull();
    }
  }

  @Test
  void brokenGlassIsCountedAndTold() {
    run();
    Applied.yaml(client, Estates.datedPolicy());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                status()
                    .flatMap(status -> status.condition("Compliant"))
                    .filter(it -> it.getReason().equals("Violations"))
                    .isPresent());
    Applied.yaml(
        client,
        Estates.integration("one", "ask-too", "left", "red")
            .replace(
                "{name: one, namespace: apps}",
                "{name: one, namespace: apps, annotations: {tenon.dev/break-glass: INC-4711}}"));
    await()
        .atMost(PATIENCE)
        .until(() -> status().flatMap(IntegrationStatus::breakGlass).isPresent());
    assertThat(status().flatMap(IntegrationStatus::breakGlass)).contains(1L);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(client.v1().events().inNamespace("apps").list().getItems())
                    .filteredOn(event -> event.getReason().equals("BreakGlass"))
                    .singleElement()
                    .satisfies(
                        event -> {
                          assertThat(event.getType()).isEqualTo("Warning");
                          assertThat(event.getInvolvedObject().getName()).isEqualTo("one");
                        })
                    .extracting(Event::getMessage)
                    .asString()
                    .contains("INC-4711"));
  }
}
