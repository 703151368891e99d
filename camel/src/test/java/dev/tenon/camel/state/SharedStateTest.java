package dev.tenon.camel.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Permits, leases, checkpoints and tokens, by many threads and where possible by two replicas. */
@ParameterizedClass
@EnumSource(Backend.class)
class SharedStateTest {
  private static final Ref OF = Ref.integration("revenue", "leads");
  private static final Ref OTHER = Ref.integration("revenue", "invoices");
  private static final LimitId DAILY = new LimitId("crm", "daily");
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final Backend backend;
  @TempDir Path folder;
  private Backend.Home home;
  private SqlStateStore store;
  private SqlStateStore replica;

  SharedStateTest(Backend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void open() {
    home = backend.home(folder);
    store = home.open();
    replica = backend == Backend.H2 ? store : home.open();
  }

  @AfterEach
  void close() {
    replica.close();
    store.close();
  }

  @Test
  void theLastPermitIsTakenOnceByHoweverMany() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Callable<Long>> takers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Permits permits = (i % 2 == 0 ? store : replica).permits();
      takers.add(
          () -> {
            long taken = 0;
            for (int round = 0; round < 40; round++) {
              taken += permits.take(OF, DAILY, 7, 1001, DAY, NOW).permits();
            }
            return taken;
          });
    }
    long all = 0;
    for (Future<Long> taken : pool.invokeAll(takers)) {
      all += taken.get();
    }
    pool.shutdown();

    assertThat(all).isEqualTo(1001);
    assertThat(store.permits().taken(OF, DAILY, DAY, NOW)).isEqualTo(1001);
    assertThat(store.permits().take(OTHER, DAILY, 1, 1, DAY, NOW).permits()).isOne();
  }

  @Test
  void whatWasTakenIsTakenAfterARestart() {
    assertThat(store.permits().take(OF, DAILY, 60, 100, DAY, NOW).permits()).isEqualTo(60);
    replica.close();
    store.close();
    store = home.open();
    replica = store;

    Permits.Block block = store.permits().take(OF, DAILY, 60, 100, DAY, NOW);
    assertThat(block.permits()).isEqualTo(40);
    assertThat(store.permits().take(OF, DAILY, 1, 100, DAY, NOW).nextAt()).isPresent();
  }

  @Test
  void oneReplicaHoldsALeaseUntilItEndsOrIsGivenBack() {
    Duration minute = Duration.ofMinutes(1);
    assertThat(store.leases().acquire(OF, "poll", "a", minute, NOW)).isTrue();
    assertThat(replica.leases().acquire(OF, "poll", "b", minute, NOW.plusSeconds(59))).isFalse();
    assertThat(replica.leases().acquire(OF, "timer", "b", minute, NOW)).isTrue();
    assertThat(replica.leases().acquire(OTHER, "poll", "b", minute, NOW)).isTrue();
    assertThat(store.leases().acquire(OF, "poll", "a", minute, NOW.plusSeconds(59))).isTrue();
    assertThat(replica.leases().acquire(OF, "poll", "b", minute, NOW.plusSeconds(118))).isFalse();
    assertThat(replica.leases().acquire(OF, "poll", "b", minute, NOW.plusSeconds(119))).isTrue();

    replica.leases().release(OF, "poll", "a");
    assertThat(store.leases().acquire(OF, "poll", "a", minute, NOW.plusSeconds(120))).isFalse();
    replica.leases().release(OF, "poll", "b");
    assertThat(store.leases().acquire(OF, "poll", "a", minute, NOW.plusSeconds(120))).isTrue();
  }

  @Test
  void manyThatWantALeaseAtOnceGiveItToOne() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> all = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String me = "replica-" + i;
      Leases leases = (i % 2 == 0 ? store : replica).leases();
      all.add(() -> leases.acquire(OF, "poll", me, Duration.ofMinutes(1), NOW));
    }
    int holders = 0;
    for (Future<Boolean> holds : pool.invokeAll(all)) {
      holders += holds.get() ? 1 : 0;
    }
    pool.shutdown();
    assertThat(holders).isOne();
  }

  @Test
  void checkpointsAndTokensAreReadAsTheyWereWrittenLast() {
    assertThat(store.checkpoints().read(OF, "poll-1")).isEmpty();
    store.checkpoints().write(OF, "poll-1", "\"2026-11-24\"");
    store.checkpoints().write(OF, "poll-1", "\"2026-11-25\"");
    store.checkpoints().write(OTHER, "poll-1", "7");
    assertThat(replica.checkpoints().read(OF, "poll-1")).contains("\"2026-11-25\"");

    byte[] sealed = "sealed".getBytes(StandardCharsets.UTF_8);
    assertThat(store.tokens().read(OF, "crm")).isEmpty();
    store.tokens().write(OF, "crm", new byte[] {1});
    store.tokens().write(OF, "crm", sealed);
    assertThat(replica.tokens().read(OF, "crm")).hasValue(sealed);
    assertThat(replica.tokens().read(OTHER, "crm")).isEmpty();
  }

  @Test
  void whatNoInboxCountsIsCountedSoon() {
    store.tallies().add(OF, Tallies.Unit.RECEIVED, 3);
    store.tallies().add(OF, Tallies.Unit.DELIVERED, 2);
    replica.tallies().add(OF, Tallies.Unit.REFUSED, 1);

    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(store.tallies().of(OF))
                    .isEqualTo(new dev.tenon.plan.RunnerReport.Counts(3, 2, 0, 0, 1, 0, 0)));
  }
}
