package dev.tenon.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesOfTheApiTest {
  private final KubernetesSerialization client = new KubernetesSerialization();

  @ParameterizedTest
  @CsvSource({"10/s,10,PT1S", "500/h,500,PT1H", "1/d,1,PT24H", "999999999/m,999999999,PT1M"})
  void aRateIsWrittenAsItWasRead(String text, long count, Duration per) {
    Rate rate = Rate.parse(text);

    assertThat(rate).isEqualTo(new Rate(count, per));
    assertThat(rate).hasToString(text);
    assertThat(client.unmarshal('"' + text + '"', Rate.class)).isEqualTo(rate);
    assertThat(client.asJson(rate)).isEqualTo('"' + text + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "0/s", "10/2s", "10/ms", "1.5/s", "10 /s", "10/s\n"})
  void whatIsNoRateIsRefusedWithWhatToWrite(String text) {
    assertThatThrownBy(() -> Rate.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("as in 500/h");
  }

  @Test
  void resilienceIsMergedFieldByField() {
    Resilience pattern =
        client.unmarshal(
            """
            timeout: 20s
            retry: {maxAttempts: 5, maxBackoff: 30s}
            """,
            Resilience.class);
    Resilience own =
        client.unmarshal(
            """
            retry: {maxAttempts: 1}
            hold: {maxAge: 7d}
            """,
            Resilience.class);

    Resilience merged = own.over(pattern).over(Resilience.DEFAULTS);

    assertThat(merged.timeout()).contains(Duration.ofSeconds(20));
    assertThat(merged.retry())
        .contains(
            new Resilience.Retry(
                Optional.of(1),
                Optional.of(Duration.ofMillis(500)),
                Optional.of(BigDecimal.valueOf(2)),
                Optional.of(Duration.ofSeconds(30))));
    assertThat(merged.circuitBreaker()).isEqualTo(Resilience.DEFAULTS.circuitBreaker());
    assertThat(merged.hold())
        .contains(
            new Resilience.Hold(
                Optional.of(Duration.ofMinutes(1)), Optional.of(Duration.ofDays(7))));
  }

  @Test
  void aLimitLessItsReserveCanBeAllocated() {
    SystemSpec spec =
        client.unmarshal(
            """
            vendor: V
            owner: {team: t}
            endpoint: {uri: "https://a.example"}
            limits:
            - {name: daily, calls: 100000, per: 24h, reservePercent: 10, source: s, verifiedDate: "2026-11-01"}
            - {name: points, points: 999, costPerCall: 10, per: 1h, reservePercent: 50, source: s, verifiedDate: "2026-11-01"}
            - {name: concurrent, concurrency: 25, source: s, verifiedDate: "2026-11-01"}
            """,
            SystemSpec.class);

    assertThat(spec.limits()).extracting(Limit::amount).containsExactly(100000L, 999L, 25L);
    assertThat(spec.limits()).extracting(Limit::allocatable).containsExactly(90000L, 499L, 25L);
    assertThat(spec.limits())
        .extracting(Limit::verifiedDate)
        .containsOnly(LocalDate.of(2026, 11, 1));
  }

  @Test
  void aParameterSchemaIsOneSchemaForAValidator() {
    IntegrationPatternSpec spec =
        client.unmarshal(
            """
            title: t
            routes: []
            parameterSchema:
              type: object
              required: [sink]
              properties: {sink: {type: string, format: system}}
            """,
            IntegrationPatternSpec.class);

    assertThat(client.asJson(spec.parameterSchema().orElseThrow().asSchema()))
        .isEqualTo(
            "{\"type\":\"object\",\"required\":[\"sink\"],\"properties\":{\"sink\":{\"type\":\"string\",\"format\":\"system\"}}}");
  }

  @Test
  void aConditionIsFoundByItsType() {
    TeamStatus status =
        new TeamStatus(
            1,
            List.of(
                new ConditionBuilder().withType("Ready").withStatus("True").build(),
                new ConditionBuilder().withType("ResolvedRefs").withStatus("False").build()),
            Optional.empty());

    assertThat(status.condition("ResolvedRefs").orElseThrow().getStatus()).isEqualTo("False");
    assertThat(status.condition("Owned")).isEmpty();
  }

  @Test
  void anObjectWithoutSpecSaysSoInsteadOfNull() {
    Team team = new Team();
    team.getMetadata().setName("sales");

    assertThatThrownBy(team::spec)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Team sales has no spec");
    assertThat(team.status()).isEmpty();
  }
}
