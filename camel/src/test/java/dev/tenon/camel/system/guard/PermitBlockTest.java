package dev.tenon.camel.system.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.state.Permits;
import dev.tenon.camel.system.MemoryState;
import dev.tenon.plan.Grant;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PermitBlockTest {
  private static final Instant START = Instant.parse("2026-11-24T06:00:00Z");
  private static final LimitId LIMIT = new LimitId("vendor", "limit");
  private static final Ref OF = Ref.integration("support", "a");

  private final MemoryState state = new MemoryState();

  private static Grant.Share share(long amount, Duration per, long cost) {
    return new Grant.Share(Grant.Unit.Points, amount, Optional.of(per), cost);
  }

  /** As a vendor counts: by when calls are made, in every window that ends with one. */
  @Property(tries = 150)
  void noWindowOfTheVendorsEverHoldsMoreThanTheShare(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int amount,
      @ForAll @IntRange(min = 1, max = 3600) int seconds,
      @ForAll @IntRange(min = 1, max = 5) int cost,
      @ForAll @IntRange(min = 1, max = 3) int replicas) {
    MemoryState shared = new MemoryState();
    Permits permits = shared.store().permits();
    Duration per = Duration.ofSeconds(seconds);
    PermitBlock[] blocks = new PermitBlock[replicas];
    for (int i = 0; i < replicas; i++) {
      blocks[i] = new PermitBlock(permits, OF, LIMIT);
    }
    Random random = new Random(seed);
    Deque<Instant> used = new ArrayDeque<>();
    Instant now = START;
    for (int i = 0; i < 2000; i++) {
      // bursts, and rests of up to a third of the period
      long pause = random.nextInt(20) == 0 ? per.toMillis() / 3 : per.toMillis() / 2000 + 1;
      now = now.plusMillis((long) (pause * random.nextDouble()));
      int replica = random.nextInt(replicas);
      if (random.nextInt(200) == 0) {
        // killed: what it held is lost
        blocks[replica] = new PermitBlock(permits, OF, LIMIT);
      }
      if (blocks[replica].take(share(amount, per, cost), now).isPresent()) {
        continue;
      }
      if (random.nextInt(10) == 0) {
        blocks[replica].giveBack(now);
        continue;
      }
      used.addLast(now);
      Instant gone = now.minus(per);
      while (!used.peekFirst().isAfter(gone)) {
        used.removeFirst();
      }
      assertThat((long) used.size() * cost).isLessThanOrEqualTo(amount);
    }
  }

  @Test
  void aSteadyCallerUsesNearlyAllOfItsShare() {
    Duration per = Duration.ofHours(1);
    PermitBlock block = new PermitBlock(state.store().permits(), OF, LIMIT);
    int used = 0;
    // twice as many as are granted, evenly
    for (long millis = 0; millis < per.toMillis(); millis += 900) {
      used += block.take(share(2000, per, 1), START.plusMillis(millis)).isEmpty() ? 1 : 0;
    }
    assertThat(used).isBetween(1950, 2000);
  }

  @Test
  void aSlowCallerTakesOneAtATimeAndABusyOneBlocks() {
    Duration per = Duration.ofDays(1);
    PermitBlock slow = new PermitBlock(state.store().permits(), OF, LIMIT);
    for (int i = 0; i < 10; i++) {
      slow.take(share(100_000, per, 1), START.plusSeconds(i * 600L));
    }
    assertThat(state.store().permits().taken(OF, LIMIT, per, START.plusSeconds(6000)))
        .isEqualTo(10);
    MemoryState other = new MemoryState();
    PermitBlock busy = new PermitBlock(other.store().permits(), OF, LIMIT);
    for (int i = 0; i < 20_000; i++) {
      assertThat(busy.take(share(100_000, per, 1), START.plusMillis(i * 10L))).isEmpty();
    }
    assertThat(other.takes()).isLessThan(60);
  }

  @Test
  void whatIsTakenAndNotUsedIsAHundredthAtTheMost() {
    Duration per = Duration.ofDays(1);
    PermitBlock block = new PermitBlock(state.store().permits(), OF, LIMIT);
    Instant now = START;
    int used = 0;
    for (int i = 0; i < 50_000; i++) {
      now = now.plusMillis(1);
      used += block.take(share(100_000, per, 1), now).isEmpty() ? 1 : 0;
    }
    long taken = state.store().permits().taken(OF, LIMIT, per, now);
    assertThat(taken - used).isBetween(0L, 1000L);
  }
}
