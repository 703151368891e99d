package dev.tenon.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.SystemUnavailable;
import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutageTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Outage outage = new Outage(MINUTE, false);

  private static SystemUnavailable failure(Trouble trouble, Duration retryAfter) {
    return new SystemUnavailable("crm", trouble, 3, "503", Optional.ofNullable(retryAfter), null);
  }

  private Instant fails(Duration retryAfter, Instant at) {
    return outage.failed(
        failure(Trouble.Unavailable, retryAfter), at.minusSeconds(1), Optional.empty(), at);
  }

  @Test
  void aFirstFailureMeansAwayUntilTheProbe() {
    assertThat(fails(null, NOW)).isEqualTo(NOW.plus(MINUTE));
    assertThat(outage.away())
        .hasValueSatisfying(
            away -> {
              assertThat(away.since()).isEqualTo(NOW);
              assertThat(away.probeAt()).isEqualTo(NOW.plus(MINUTE));
              assertThat(away.counts()).isTrue();
            });
  }

  @Test
  void retryAfterIsHonouredWhetherShorterOrLonger() {
    fails(Duration.ofSeconds(5), NOW);
    assertThat(outage.away().orElseThrow().probeAt()).isEqualTo(NOW.plusSeconds(5));
    fails(Duration.ofHours(1), NOW.plusSeconds(5));
    assertThat(outage.away().orElseThrow().probeAt()).isEqualTo(NOW.plusSeconds(3605));
  }

  @Test
  void thoseUnderWayDoNotPutOffTheProbeUnlessTheyWereTold() {
    fails(null, NOW);
    fails(null, NOW.plusSeconds(30));
    assertThat(outage.away().orElseThrow().probeAt()).isEqualTo(NOW.plus(MINUTE));
    fails(Duration.ofMinutes(5), NOW.plusSeconds(31));
    assertThat(outage.away().orElseThrow().probeAt())
        .isEqualTo(NOW.plusSeconds(31).plus(Duration.ofMinutes(5)));
  }

  @Test
  void aMessageThatFailsWhileOthersArriveIsItsOwnTrouble() {
    outage.answered(NOW);
    outage.failed(
        failure(Trouble.Unavailable, null),
        NOW.minusSeconds(1),
        Optional.empty(),
        NOW.plusSeconds(9));
    assertThat(outage.away()).as("something was delivered while it was tried").isEmpty();

    outage.failed(
        failure(Trouble.Unavailable, null),
        NOW.plusSeconds(60),
        Optional.of(NOW.minusSeconds(1)),
        NOW.plusSeconds(61));
    assertThat(outage.away()).as("something was delivered since it was last tried").isEmpty();

    outage.failed(
        failure(Trouble.Unavailable, null),
        NOW.plusSeconds(120),
        Optional.of(NOW.plusSeconds(61)),
        NOW.plusSeconds(121));
    assertThat(outage.away()).as("nothing was delivered since it was last tried").isPresent();
  }

  @Test
  void quotaAndCredentialsAreAboutTheSystemAsAWhole() {
    outage.answered(NOW);
    for (Trouble trouble : new Trouble[] {Trouble.QuotaExhausted, Trouble.CredentialsRefused}) {
      outage.failed(failure(trouble, null), NOW.minusSeconds(1), Optional.empty(), NOW);
      assertThat(outage.away().orElseThrow().counts()).isEqualTo(trouble != Trouble.QuotaExhausted);
      outage.answered(NOW);
      assertThat(outage.away()).isEmpty();
    }
  }

  @Test
  void anOutageBeganWithItsFirstFailureAlsoBeforeARestart() {
    fails(null, NOW);
    fails(null, NOW.plusSeconds(90));
    assertThat(outage.away().orElseThrow().since()).isEqualTo(NOW);
    outage.since(NOW.minusSeconds(600));
    outage.since(NOW);
    assertThat(outage.away().orElseThrow().since()).isEqualTo(NOW.minusSeconds(600));
  }

  @Test
  void whereOrderIsKeptEveryFailureStopsTheInbox() {
    Outage ordered = new Outage(MINUTE, true);
    ordered.answered(NOW);
    ordered.failed(failure(Trouble.Unavailable, null), NOW.minusSeconds(1), Optional.empty(), NOW);
    assertThat(ordered.away()).isPresent();
  }
}
