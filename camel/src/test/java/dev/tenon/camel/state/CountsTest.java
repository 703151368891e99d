package dev.tenon.camel.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.state.Messages.Hand;
import dev.tenon.camel.state.Messages.Incoming;
import dev.tenon.camel.state.Messages.Stored;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Counts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Counters against the rows that they count, after everything that can happen at the same time. */
@ParameterizedClass
@EnumSource(Backend.class)
class CountsTest {
  private static final Ref OF = Ref.integration("support", "tickets");
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final Instant LONG = NOW.plus(Duration.ofDays(30));

  private final Backend backend;
  @TempDir Path folder;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong duplicates = new AtomicLong();

  CountsTest(Backend backend) {
    this.backend = backend;
  }

  @Test
  void countersEqualTheRowsWhateverHappensAtTheSameTime() throws Exception {
    Backend.Home home = backend.home(folder);
    try (SqlStateStore store = home.open();
        SqlStateStore other = backend == Backend.H2 ? null : home.open()) {
      ExecutorService pool = Executors.newFixedThreadPool(6);
      List<Callable<Void>> actors = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Random random = new Random(i);
        StateStore mine = other != null && i % 2 == 0 ? other : store;
        actors.add(
            () -> {
              for (int round = 0; round < 60; round++) {
                act(mine, random);
              }
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(actors)) {
        done.get();
      }
      pool.shutdown();
      Map<String, Long> rows = rows(home);
      Counts counts = store.tallies().of(OF);
      assertThat(counts.received()).isEqualTo(received.get());
      assertThat(counts.duplicates()).isEqualTo(duplicates.get());
      assertThat(counts.held()).isEqualTo(rows.getOrDefault("Held", 0L));
      assertThat(counts.deadLetters()).isEqualTo(rows.getOrDefault("Dead", 0L));
      assertThat(counts.delivered()).isEqualTo(rows.getOrDefault("Delivered", 0L));
      assertThat(counts.filtered()).isEqualTo(rows.getOrDefault("Filtered", 0L));
      long waiting = 0;
      for (String inbox : List.of("a", "b")) {
        waiting += store.tallies().waiting(new Inbox(OF, inbox));
      }
      assertThat(waiting).isEqualTo(rows.getOrDefault("Waiting", 0L) + counts.held());
      assertThat(rows.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(received.get());
    }
  }

  private void act(StateStore store, Random random) {
    Messages messages = store.messages();
    Inbox inbox = new Inbox(OF, random.nextBoolean() ? "a" : "b");
    String key = "k" + random.nextInt(400);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        Hand hand = random.nextBoolean() ? Hand.MINE : Hand.ANYBODY;
        boolean stored =
            messages.put(new Incoming(inbox, key, NOW, Content.NONE), hand).isPresent();
        (stored ? received : duplicates).incrementAndGet();
      }
      case 3 -> {
        boolean stored = messages.bury(new Incoming(inbox, key, NOW, Content.NONE), "422", LONG);
        (stored ? received : duplicates).incrementAndGet();
      }
      case 4, 5 -> {
        // at this time all claims have lapsed, so that claimants get in each other's way
        Instant at = NOW.plus(Duration.ofDays(1 + random.nextInt(1000)));
        for (Stored message : messages.claim(inbox, 1 + random.nextInt(6), at)) {
          messages.finish(outcome(message, at, random.nextInt(5))).toCompletableFuture().join();
        }
      }
      case 6 -> messages.expire(inbox, NOW, NOW.minusSeconds(random.nextInt(2)), "old", NOW, LONG);
      default -> {
        List<Long> dead =
            store.deadLetters().list(OF, DeadLetters.Selection.ALL, 0, 5).stream()
                .map(DeadLetters.DeadLetter::id)
                .toList();
        store.deadLetters().replay(OF, dead, NOW);
        messages.release(dead);
      }
    }
  }

  private static Outcome outcome(Stored message, Instant at, int which) {
    return switch (which) {
      case 0 -> new Outcome.Delivered(message, LONG);
      case 1 -> new Outcome.Filtered(message, LONG);
      case 2 -> new Outcome.Dead(message, at, "422", LONG);
      default -> new Outcome.Held(message, at, "503", at, which == 3);
    };
  }

  private static Map<String, Long> rows(Backend.Home home) throws Exception {
    String url =
        home.backend() == Backend.H2
            ? "jdbc:h2:file:" + home.file() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
            : home.url();
    String user = home.backend() == Backend.H2 ? "tenon" : "postgres";
    Map<String, Long> rows = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT state, COUNT(*) FROM tenon_message GROUP BY state")) {
      while (result.next()) {
        rows.put(result.getString(1), result.getLong(2));
      }
    }
    return rows;
  }
}
