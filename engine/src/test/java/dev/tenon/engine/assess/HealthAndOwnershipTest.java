package dev.tenon.engine.assess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.engine.assess.Observation.Phase;
import dev.tenon.engine.assess.conditions.Assessment;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.RunnerReport.Backlog;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.RunnerReport.SystemHealth;
import dev.tenon.plan.RunnerReport.Trouble;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class HealthAndOwnershipTest extends Scene {
  @Test
  void readyDoesNotDependOnAVendorAndHealthyDoes() {
    Observation away =
        new Observation(
            Phase.Running,
            declared(),
            Optional.empty(),
            new Counts(10, 5, 0, 0, 0, 5, 0),
            Optional.empty(),
            new TreeMap<>(
                Map.of(
                    "helpdesk",
                    new SystemHealth(
                        Trouble.Unavailable,
                        Instant.parse("2026-11-24T06:02:10Z"),
                        "503 Service Unavailable"))),
            Optional.of(
                new Backlog(
                    Instant.parse("2026-11-24T06:02:10Z"), Instant.parse("2026-11-25T06:02:10Z"))),
            new TreeSet<>(),
            Optional.empty());
    Map<String, Condition> conditions = conditions(situation(away));
    assertThat(said(conditions, "Ready")).isEqualTo("True Running");
    assertThat(said(conditions, "Healthy")).isEqualTo("False SystemUnavailable");
    assertThat(conditions.get("Healthy").getMessage())
        .isEqualTo(
            "System helpdesk has been unavailable since 2026-11-24T06:02:10Z (503 Service Unavailable); messages for it are held and"
                + " delivered when it answers; what is held for 24h becomes a dead letter, first at 2026-11-25T06:02:10Z");
  }

  @Test
  void theWorstTroubleIsNamedFirst() {
    SystemHealth refused = new SystemHealth(Trouble.CredentialsRefused, NOW, "401 Unauthorized");
    SystemHealth away = new SystemHealth(Trouble.Unavailable, NOW, "503 Service Unavailable");
    SystemHealth spent = new SystemHealth(Trouble.QuotaExhausted, NOW, "daily");
    assertThat(health(Map.of("a", spent, "b", away, "c", refused), 1))
        .isEqualTo("False CredentialsRefused");
    assertThat(health(Map.of("a", spent, "b", away), 1)).isEqualTo("False DeadLetters");
    assertThat(health(Map.of("a", spent, "b", away), 0)).isEqualTo("False SystemUnavailable");
    assertThat(health(Map.of("a", spent), 0)).isEqualTo("False QuotaExhausted");
    assertThat(health(Map.of(), 0)).isEqualTo("True Healthy");
  }

  private String health(Map<String, SystemHealth> systems, long dead) {
    return said(conditions(situation(running(systems, dead, Optional.empty()))), "Healthy");
  }

  private Observation running(
      Map<String, SystemHealth> systems, long dead, Optional<String> deadLetterCause) {
    return new Observation(
        Phase.Running,
        declared(),
        Optional.empty(),
        new Counts(0, 0, 0, 0, 0, 0, dead),
        deadLetterCause,
        new TreeMap<>(systems),
        Optional.empty(),
        new TreeSet<>(),
        Optional.empty());
  }

  @Test
  void deadLettersSayWhyTheLastOneDiedAndWhatToDo() {
    String cause =
        "route deliver: helpdesk refused the request: 405 Method Not Allowed (attempt 1)";
    assertThat(healthMessage(2, Optional.of(cause)))
        .isEqualTo(
            "Messages could not be delivered and are kept; the last one died of: route deliver:"
                + " helpdesk refused the request: 405 Method Not Allowed (attempt 1); mend that, then"
                + " apply a Replay with from.deadLetters, which delivers them again; status.messages"
                + " counts them");
    assertThat(healthMessage(3, Optional.of(cause)))
        .as("one more of the same changes nothing here")
        .isEqualTo(healthMessage(2, Optional.of(cause)));
    assertThat(healthMessage(2, Optional.empty())).doesNotContain("died of").contains("Replay");
    assertThat(healthMessage(2, Optional.of("x".repeat(1024))))
        .as("what to do is never cut off")
        .hasSizeLessThan(Said.MESSAGE)
        .contains("x…; mend that")
        .endsWith("counts them");
  }

  private String healthMessage(long dead, Optional<String> cause) {
    return conditions(situation(running(Map.of(), dead, cause))).get("Healthy").getMessage();
  }

  @Test
  void ownershipIsStaffedAndConfirmedOrSaysSo() {
    team("support", "{id: ana}");
    assertThat(said(conditions(situation(serving(declared()))), "Owned"))
        .isEqualTo("False SingleMember");
    team("support", "{id: ana}, {id: bo}");
    // 2026-11-01 and 180 days are good until 2027-04-30
    assertThat(owned("2027-03-30T23:59:59Z")).isEqualTo("True Owned");
    assertThat(owned("2027-03-31T00:00:00Z")).isEqualTo("True ConfirmationDueSoon");
    assertThat(owned("2027-04-30T23:59:59Z")).isEqualTo("True ConfirmationDueSoon");
    assertThat(owned("2027-05-01T00:00:00Z")).isEqualTo("False ConfirmationDue");
    estate.remove(Refs.team("support"));
    assertThat(owned("2026-11-24T00:00:00Z")).isEqualTo("False TeamNotFound");
  }

  private String owned(String now) {
    return said(conditions(situation(serving(declared()), Instant.parse(now))), "Owned");
  }

  @Test
  void datesChangeConditionsOnTheDay() {
    assertThat(Assessment.of(situation(serving(declared()))).boundary())
        .contains(Instant.parse("2027-03-31T00:00:00Z"));
    assertThat(
            Assessment.of(situation(serving(declared()), Instant.parse("2027-03-31T00:00:00Z")))
                .boundary())
        .contains(Instant.parse("2027-05-01T00:00:00Z"));
    assertThat(
            Assessment.of(situation(serving(declared()), Instant.parse("2027-05-01T00:00:00Z")))
                .boundary())
        .isEmpty();
  }

  @Test
  void aClaimBeyondWhatIsLeftSaysWhatWasGranted() {
    declare(
        "Production", "salesforce", "claims: [{system: salesforce, limit: daily, amount: 95000}]");
    Map<String, Condition> conditions = conditions(situation(serving(declared())));
    assertThat(said(conditions, "QuotaGranted")).isEqualTo("False Overcommitted");
    assertThat(conditions.get("QuotaGranted").getMessage())
        .isEqualTo("salesforce/daily: 90000 of 95000 granted; 90000 can be allocated in all");
    declare("Production", "salesforce", "claims: [{system: salesforce, limit: hourly, amount: 1}]");
    assertThat(said(conditions(situation(serving(declared()))), "QuotaGranted"))
        .isEqualTo("False LimitUnknown");
  }

  @Test
  void eventsAreSentOnTransitionsOnly() {
    List<Condition> good = Assessment.of(situation(serving(declared()))).conditions();
    assertThat(Happening.between(List.of(), good))
        .extracting(Happening::reason)
        .containsExactly("Running");
    assertThat(Happening.between(good, good)).isEmpty();
    List<Condition> bad =
        Assessment.of(situation(failed(Optional.of(OLD), "RuntimeFailed"))).conditions();
    assertThat(Happening.between(good, bad))
        .singleElement()
        .satisfies(
            happening -> {
              assertThat(happening.warning()).isTrue();
              assertThat(happening.reason()).isEqualTo("RuntimeFailed");
            });
    assertThat(Happening.between(bad, good))
        .extracting(Happening::reason)
        .containsExactly("Running");
    team("support", "{id: ana}");
    List<Condition> single = Assessment.of(situation(serving(declared()))).conditions();
    assertThat(Happening.between(good, single))
        .extracting(Happening::reason)
        .containsExactly("SingleMember");
    assertThat(Happening.between(single, good))
        .extracting(Happening::warning)
        .containsExactly(false);
  }
}
