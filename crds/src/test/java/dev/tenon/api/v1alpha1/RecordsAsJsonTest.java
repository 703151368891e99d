package dev.tenon.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.api.ApiJson;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** With the client library's own mapper, which knows nothing of these records. */
class RecordsAsJsonTest {
  private final KubernetesSerialization client = new KubernetesSerialization();

  private static final String SMALLEST =
      """
      apiVersion: tenon.dev/v1alpha1
      kind: Integration
      metadata: {name: issues-to-tickets, namespace: support}
      spec:
        purpose: Every new GitHub issue becomes a support ticket
        owner: {team: support}
        stage: Draft
        pattern: {name: webhook-to-system, parameters: {source: github, write: {path: /tickets}, tags: [a, null, 1.5]}}
      """;

  @Test
  void theSmallestIntegrationReadsWithDefaultsAndWithoutNulls() {
    IntegrationSpec spec = client.unmarshal(SMALLEST, Integration.class).spec();

    assertThat(spec.owner())
        .isEqualTo(new Owner("support", Optional.empty(), Optional.empty(), Optional.empty()));
    assertThat(spec.stage()).isEqualTo(Stage.Draft);
    assertThat(spec.criticality()).isEqualTo(Criticality.Medium);
    assertThat(spec.routes()).isEmpty();
    assertThat(spec.claims()).isEmpty();
    assertThat(spec.resilience()).isEmpty();
    assertThat(spec.pattern().orElseThrow().parameters())
        .containsEntry("source", "github")
        .containsEntry("write", Map.of("path", "/tickets"));
  }

  @Test
  void kindsAreFoundByApiVersionAndKind() {
    HasMetadata read = client.unmarshal(SMALLEST);

    assertThat(read).isInstanceOf(Integration.class);
  }

  @Test
  void whatIsReadIsWrittenAgain() {
    JsonNode before = client.convertValue(client.unmarshal(SMALLEST, Map.class), JsonNode.class);
    Integration integration = client.unmarshal(SMALLEST, Integration.class);

    JsonNode after = client.convertValue(integration, JsonNode.class);

    assertThat(after.at("/spec/pattern")).isEqualTo(before.at("/spec/pattern"));
    assertThat(after.at("/spec/owner")).isEqualTo(before.at("/spec/owner"));
    assertThat(after.at("/spec").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("purpose", "owner", "stage", "criticality", "pattern");
    assertThat(after.has("status")).isFalse();
    assertThat(client.unmarshal(client.asYaml(integration), Integration.class).spec())
        .isEqualTo(integration.spec());
  }

  @Test
  void typedTextIsReadAsValues() {
    IntegrationSpec spec =
        client
            .unmarshal(
                """
                apiVersion: tenon.dev/v1alpha1
                kind: Integration
                metadata: {name: a, namespace: b}
                spec:
                  purpose: p
                  owner: {team: t, confirmedDate: "2026-10-01"}
                  stage: Production
                  routes: [{route: {from: {uri: "timer:t"}}}]
                  resilience: {timeout: 700ms, retry: {backoffMultiplier: 1.5}}
                  claims: [{system: hubspot, limit: daily, amount: 2880}]
                  slos: [{name: prompt, type: Latency, targetPercent: "99.50", threshold: 5m}]
                """,
                Integration.class)
            .spec();

    assertThat(spec.owner().confirmedDate()).contains(LocalDate.of(2026, 10, 1));
    assertThat(spec.resilience().orElseThrow().timeout()).contains(Duration.ofMillis(700));
    assertThat(spec.slos())
        .containsExactly(
            new Slo(
                "prompt",
                SloType.Latency,
                new BigDecimal("99.50"),
                Optional.of(Duration.ofMinutes(5)),
                Duration.ofDays(30)));
    JsonNode json = client.convertValue(spec, JsonNode.class);
    assertThat(json.at("/slos/0/targetPercent").textValue()).isEqualTo("99.50");
    assertThat(json.at("/slos/0/window").textValue()).isEqualTo("30d");
    assertThat(json.at("/owner/confirmedDate").textValue()).isEqualTo("2026-10-01");
    assertThat(json.at("/resilience/retry/backoffMultiplier").decimalValue())
        .isEqualByComparingTo("1.5");
  }

  @Test
  void statusIsWrittenAsTheSchemaHasIt() {
    Replay replay = new Replay();
    replay.setMetadata(new ObjectMetaBuilder().withName("r").withNamespace("n").build());
    replay.setStatus(
        new ReplayStatus(
            3,
            List.of(new ConditionBuilder().withType("Complete").withStatus("True").build()),
            Optional.of(new ReplayCounts(5, 4)),
            Optional.of(Instant.parse("2026-11-24T06:00:00Z")),
            Optional.empty()));

    JsonNode json = client.convertValue(replay, JsonNode.class);

    assertThat(json.has("spec")).isFalse();
    assertThat(json.at("/status").toString())
        .isEqualTo(
            "{\"observedGeneration\":3,\"conditions\":[{\"status\":\"True\",\"type\":\"Complete\"}],\"counts\":{\"matched\":5,\"replayed\":4},\"startTime\":\"2026-11-24T06:00:00Z\"}");
    assertThat(client.clone(replay).status()).isEqualTo(replay.status());
  }

  @Test
  void anEmptyMemberOfAUnionStays() {
    ReplaySpec spec = client.unmarshal("integration: i\nfrom: {deadLetters: {}}", ReplaySpec.class);

    assertThat(spec.from().deadLetters()).isPresent();
    assertThat(client.asJson(spec)).contains("\"deadLetters\":{}");
    assertThat(spec.rate()).isEqualTo(new Rate(10, Duration.ofSeconds(1)));
    assertThat(spec.dryRun()).isFalse();
  }

  @Test
  void fieldsOfALaterVersionAreIgnored() {
    TeamSpec spec =
        client.unmarshal(
            "displayName: T\ncolour: red\nmembers: [{id: a, shoeSize: 42}]", TeamSpec.class);

    assertThat(spec.members()).containsExactly(new Member("a"));
  }

  @Test
  void explicitNullsReadAsAbsent() {
    IntegrationSpec spec =
        client.unmarshal(
            """
            purpose: p
            owner: {team: t, deputy: null}
            stage: Draft
            claims: null
            criticality: null
            pattern: null
            """,
            IntegrationSpec.class);

    assertThat(spec.owner().deputy()).isEmpty();
    assertThat(spec.claims()).isEmpty();
    assertThat(spec.pattern()).isEmpty();
    assertThat(spec.criticality()).isEqualTo(Criticality.Medium);
  }

  @Test
  void nothingInASpecCanBeChanged() {
    IntegrationSpec spec = client.unmarshal(SMALLEST, Integration.class).spec();
    Map<String, Object> parameters = spec.pattern().orElseThrow().parameters();

    assertThatThrownBy(() -> parameters.put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) parameters.get("tags")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void ourOwnMapperAgreesWithTheClients() throws Exception {
    Integration integration = client.unmarshal(SMALLEST, Integration.class);

    assertThat(ApiJson.newMapper().readTree(ApiJson.newMapper().writeValueAsString(integration)))
        .isEqualTo(client.convertValue(integration, JsonNode.class));
  }
}
