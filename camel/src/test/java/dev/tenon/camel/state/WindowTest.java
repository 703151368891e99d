package dev.tenon.camel.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Window EMPTY = new Window(List.of());

  /** A permit used as late as it may be. */
  private record Use(Instant at, long number) {}

  @Property(tries = 300)
  void noPeriodSeesMoreUsesThanTheShareHoweverLateBlocksAreUsed(
      @ForAll @Size(min = 1, max = 120) List<@IntRange(max = 9000) Integer> steps,
      @ForAll @IntRange(min = 1, max = 7) int wanted,
      @ForAll boolean late) {
    long share = 20;
    Window window = EMPTY;
    Instant now = START;
    List<Use> uses = new ArrayList<>();
    for (int step : steps) {
      now = now.plusMillis(step);
      Window.Taking taking = window.take(wanted, share, MINUTE, now);
      window = Window.parse(taking.after().text());
      Instant used = late ? Permits.usableUntil(MINUTE, now) : now;
      uses.add(new Use(used, taking.block().permits()));
    }
    for (Use end : uses) {
      Instant from = end.at().minus(MINUTE);
      long inPeriod =
          uses.stream()
              .filter(use -> use.at().isAfter(from) && !use.at().isAfter(end.at()))
              .mapToLong(Use::number)
              .sum();
      assertThat(inPeriod).isLessThanOrEqualTo(share);
    }
  }

  @Property(tries = 200)
  void aPermitIsFreeAtTheMomentThatWasNamedAndNotBefore(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 5000) Integer> steps) {
    Window window = EMPTY;
    Instant now = START;
    for (int step : steps) {
      now = now.plusMillis(step);
      window = window.take(3, 10, MINUTE, now).after();
    }
    Window.Taking refused = window.take(10, 10, MINUTE, now);
    while (refused.block().permits() > 0) {
      refused = refused.after().take(10, 10, MINUTE, now);
    }
    Instant next = refused.block().nextAt().orElseThrow();
    Window full = refused.after();
    assertThat(full.take(1, 10, MINUTE, next.minusMillis(1)).block().permits()).isZero();
    assertThat(full.take(1, 10, MINUTE, next).block().permits()).isOne();
  }

  @Test
  void nothingGrantedMeansNeverAndASmallerShareBindsAtOnce() {
    assertThat(EMPTY.take(1, 0, MINUTE, START).block().nextAt()).isEmpty();
    Window ten = EMPTY.take(10, 10, MINUTE, START).after();
    assertThat(ten.take(1, 5, MINUTE, START).block().permits()).isZero();
    assertThat(ten.take(1, 11, MINUTE, START).block().permits()).isOne();
  }

  @Test
  void aClockThatRanAheadDoesNotBlockForLonger() {
    Window ahead = EMPTY.take(10, 10, MINUTE, START.plus(Duration.ofDays(1))).after();
    assertThat(ahead.take(1, 10, MINUTE, START).block().nextAt())
        .contains(Permits.usableUntil(MINUTE, START).plus(MINUTE));
  }

  @Test
  void aWindowHoldsAsManyBucketsAsItHasAndNoMore() {
    Window window = EMPTY;
    for (int i = 0; i < 10_000; i++) {
      window = window.take(1, 100_000, MINUTE, START.plusMillis(i * 100L)).after();
    }
    assertThat(window.buckets()).hasSizeLessThanOrEqualTo(Permits.BUCKETS + 2);
  }
}
