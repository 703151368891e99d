package dev.tenon.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.plan.RunnerReport.SystemHealth;
import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SystemHealthsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  private final SystemHealths healths = new SystemHealths();

  private static Instant second(int number) {
    return NOW.plusSeconds(number);
  }

  @Test
  void aSystemThatAnswersAgainIsFineAtOnce() {
    healths.troubled("desk", Trouble.Unavailable, "503", NOW);
    healths.troubled("desk", Trouble.Unavailable, "502", second(5));
    assertThat(healths.troubled(second(5)))
        .containsEntry("desk", new SystemHealth(Trouble.Unavailable, NOW, "502"));
    healths.fine("desk");
    assertThat(healths.troubled(second(5))).isEmpty();
  }

  @Test
  void aLimitThatIsAlwaysUsedToTheFullIsUsedUpWithoutInterruption() {
    SystemHealth spent = new SystemHealth(Trouble.QuotaExhausted, NOW, "daily");
    for (int i = 0; i < 300; i++) {
      healths.troubled("desk", Trouble.QuotaExhausted, "daily", second(i));
      assertThat(healths.troubled(second(i))).containsEntry("desk", spent);
      healths.fine("desk");
      assertThat(healths.troubled(second(i))).containsEntry("desk", spent);
    }
    assertThat(healths.troubled(second(358))).containsEntry("desk", spent);
    assertThat(healths.troubled(second(359))).isEmpty();
  }

  @Test
  void aLimitThatNobodyAskedAgainStaysUsedUp() {
    healths.troubled("desk", Trouble.QuotaExhausted, "daily", NOW);
    assertThat(healths.troubled(second(3600))).containsKey("desk");
    healths.fine("desk");
    assertThat(healths.troubled(second(3600))).isEmpty();
  }
}
