package dev.tenon.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.IntegrationStatus;
import dev.tenon.api.v1alpha1.MessageCounts;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CountsThrottleTest {
  private static final Ref ONE = Ref.integration("support", "one");
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  private final CountsThrottle throttle = new CountsThrottle();

  private static Optional<IntegrationStatus> status(long dead, String reason, String message) {
    return Optional.of(
        new IntegrationStatus(
            1,
            List.of(
                new ConditionBuilder()
                    .withType("Healthy")
                    .withStatus("False")
                    .withReason(reason)
                    .withMessage(message)
                    .build()),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("Local"),
            Optional.of(new MessageCounts(dead, 0, 0, 0, 0, dead)),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private Optional<Duration> wait(
      Optional<IntegrationStatus> before, Optional<IntegrationStatus> after, int second) {
    return throttle.wait(ONE, before, after.orElseThrow(), NOW.plusSeconds(second));
  }

  @Test
  void furtherDeadLettersAreWrittenEveryFewSecondsWhateverTheyDiedOf() {
    var first = status(1, "DeadLetters", "died of: 405");
    assertThat(wait(Optional.empty(), first, 0)).isEmpty();
    assertThat(wait(first, status(2, "DeadLetters", "died of: 405"), 1))
        .contains(Duration.ofSeconds(4));
    assertThat(wait(first, status(3, "DeadLetters", "died of: 422"), 2))
        .contains(Duration.ofSeconds(3));
    assertThat(wait(first, status(4, "DeadLetters", "died of: 405"), 5)).isEmpty();
  }

  @Test
  void anotherReasonIsWrittenAtOnce() {
    var first = status(1, "DeadLetters", "died of: 405");
    assertThat(wait(Optional.empty(), first, 0)).isEmpty();
    assertThat(wait(first, status(0, "SystemUnavailable", "503"), 1)).isEmpty();
  }

  @Test
  void whatIsWrittenAlreadyNeedsNoWait() {
    var first = status(1, "DeadLetters", "died of: 405");
    assertThat(wait(Optional.empty(), first, 0)).isEmpty();
    assertThat(wait(first, first, 1)).isEmpty();
  }
}
