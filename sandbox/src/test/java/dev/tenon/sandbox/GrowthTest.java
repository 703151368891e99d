package dev.tenon.sandbox;

import static dev.tenon.sandbox.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.SandboxConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static final String YAML =
      """
      seed: SEED
      vendors:
        crm:
          collections:
            contacts:
              generate:
                every: 1h
                initial: 3
                max: 8
                updates: 0.5
                record: {n: '{{n}}', email: '{{email}}', label: '{{firstName}} of {{company}}', score: '{{int 1 6}}', tier: '{{pick gold|silver}}', nested: {id: '{{uuid}}'}}
                change: {score: '{{int 7 9}}'}
      """;

  private static List<JsonNode> after(Duration time, int seed) {
    try (Sandbox sandbox =
        Sandbox.start(SandboxConfig.parse(YAML.replace("SEED", Integer.toString(seed))))) {
      sandbox.advance(time);
      List<JsonNode> records = new ArrayList<>();
      sandbox
          .vendor("crm")
          .records("contacts")
          .forEach(
              r -> {
                ((ObjectNode) r).remove(List.of("createdAt", "updatedAt"));
                records.add(r);
              });
      return records;
    }
  }

  @Test
  void recordsComeAndChangeAsTimePassesInTheSameWayForTheSameSeed() {
    assertThat(after(Duration.ZERO, 1)).hasSize(3);
    List<JsonNode> later = after(Duration.ofHours(6), 1);
    assertThat(later)
        .hasSizeBetween(4, 8)
        .isEqualTo(after(Duration.ofHours(6), 1))
        .isNotEqualTo(after(Duration.ofHours(6), 2));
    assertThat(later).anyMatch(r -> r.path("score").asInt() >= 7);
    assertThat(later.get(0).path("email").asText()).matches("[a-z]+\\.[a-z]+1@example\\.com");
    assertThat(later.get(0).path("nested").path("id").asText()).hasSize(36);
    assertThat(later)
        .allMatch(
            r ->
                r.path("n").isIntegralNumber()
                    && List.of("gold", "silver").contains(r.path("tier").asText()));
  }

  @Test
  void beyondTheMostRecordsTheyOnlyChange() {
    assertThat(after(Duration.ofHours(1000), 1)).hasSize(8);
  }

  @Test
  void aRecordIsStampedWithWhenItWasDue() {
    try (Sandbox sandbox = Sandbox.start(SandboxConfig.parse(YAML.replace("SEED", "1")))) {
      Instant start = Instant.now();
      sandbox.advance(Duration.ofHours(6));
      List<Instant> stamps = new ArrayList<>();
      sandbox
          .vendor("crm")
          .records("contacts")
          .forEach(r -> stamps.add(Instant.parse(r.path("updatedAt").asText())));
      stamps.sort(null);
      Instant last = stamps.get(stamps.size() - 1);
      assertThat(last)
          .isBetween(
              start.plus(Duration.ofHours(6)).minusSeconds(60),
              start.plus(Duration.ofHours(6)).plusSeconds(60));
      assertThat(Duration.between(stamps.get(stamps.size() - 2), last).toMinutes() % 60).isZero();
    }
  }

  @Test
  void recordsComeWithoutAnybodyAsking() {
    try (Sandbox sandbox =
        Sandbox.start(
            SandboxConfig.parse(
                "vendors: {v: {collections: {t: {generate: {every: 5ms, times: 4, record: {a: 1}}}}}}"))) {
      await()
          .until(
              () ->
                  Http.json(Http.get(sandbox.uri(), "/_sandbox/v"))
                          .path("collections")
                          .get(0)
                          .path("records")
                          .asInt()
                      == 4);
      assertThat(sandbox.vendor("v").receivedCount()).isZero();
    }
  }

  @Test
  void resetBeginsAnew() {
    try (Sandbox sandbox = Sandbox.start(SandboxConfig.parse(YAML.replace("SEED", "1")))) {
      sandbox.advance(Duration.ofHours(6));
      sandbox.reset();
      assertThat(sandbox.vendor("crm").records("contacts")).hasSize(3);
    }
  }
}
