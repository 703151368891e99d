package dev.tenon.camel.system.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.system.MemoryState;
import dev.tenon.camel.system.TestPlan;
import dev.tenon.camel.system.guard.Stop;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TurnTest {
  private final MemoryState state = new MemoryState();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-24T06:00:00Z"));

  private PlanRuntime replica(String name) {
    return TestPlan.of("http://vendor.example")
        .state(state.store())
        .clock(now::get)
        .replica(name)
        .runtime();
  }

  @Test
  void oneReplicaHasItAndTheNextWhenItIsGivenBack() {
    Turn one = Turn.take(replica("one"), "poll/read-1", new Stop()).orElseThrow();
    assertThat(Turn.take(replica("two"), "poll/read-1", new Stop())).isEmpty();
    one.close();
    try (Turn two = Turn.take(replica("two"), "poll/read-1", new Stop()).orElseThrow()) {
      assertThat(two.lost()).isFalse();
    }
  }

  @Test
  void whileItIsRenewedNobodyElseGetsIt() {
    Stop work = new Stop();
    try (Turn one = Turn.take(replica("one"), "poll/read-1", work).orElseThrow()) {
      for (int i = 0; i < 10; i++) {
        now.set(now.get().plusSeconds(20));
        one.renew();
        assertThat(Turn.take(replica("two"), "poll/read-1", new Stop())).isEmpty();
      }
      assertThat(work.asked()).isFalse();
    }
  }

  @Test
  void aTurnThatAnotherReplicaTookOverStopsItsWork() {
    Stop work = new Stop();
    try (Turn one = Turn.take(replica("one"), "poll/read-1", work).orElseThrow()) {
      // a long pause of this process, such as a suspended machine
      now.set(now.get().plus(Turn.LIFE));
      try (Turn two = Turn.take(replica("two"), "poll/read-1", new Stop()).orElseThrow()) {
        one.renew();
        assertThat(work.asked()).isTrue();
        assertThat(one.lost()).isTrue();
        assertThat(two.lost()).isFalse();
        one.close();
        // what is given back is one's own, and not the other's
        assertThat(Turn.take(replica("three"), "poll/read-1", new Stop())).isEmpty();
      }
    }
  }

  @Test
  void aStoreThatIsAwayForAMomentTakesNoTurn() {
    Stop work = new Stop();
    try (Turn one = Turn.take(replica("one"), "poll/read-1", work).orElseThrow()) {
      state.down(true);
      one.renew();
      assertThat(work.asked()).isFalse();
      state.down(false);
      one.renew();
      assertThat(one.lost()).isFalse();
    }
  }
}
