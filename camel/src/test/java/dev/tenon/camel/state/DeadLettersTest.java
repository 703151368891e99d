package dev.tenon.camel.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.state.DeadLetters.DeadLetter;
import dev.tenon.camel.state.DeadLetters.Selection;
import dev.tenon.camel.state.Messages.Hand;
import dev.tenon.camel.state.Messages.Incoming;
import dev.tenon.camel.state.Messages.Stored;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Counts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Backend.class)
class DeadLettersTest {
  private static final Ref OF = Ref.integration("support", "tickets");
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final Instant FORGET = NOW.plus(Duration.ofDays(30));

  private final Backend backend;
  @TempDir Path folder;
  private SqlStateStore store;

  DeadLettersTest(Backend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void open() {
    store = backend.home(folder).open();
    for (int i = 0; i < 25; i++) {
      Inbox inbox = new Inbox(OF, i % 2 == 0 ? "even" : "odd");
      store
          .messages()
          .bury(
              new Incoming(inbox, "k" + i, NOW.plusSeconds(i), Content.NONE),
              i % 5 == 0 ? "429 Too Many Requests" : "422 Unprocessable Entity",
              FORGET);
    }
    store
        .messages()
        .bury(
            new Incoming(
                new Inbox(Ref.integration("other", "tickets"), "even"), "k0", NOW, Content.NONE),
            "429",
            FORGET);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<String> keys(Selection selection) {
    return store.deadLetters().list(OF, selection, 0, 1000).stream().map(DeadLetter::key).toList();
  }

  @Test
  void pagesFollowEachOtherWithoutGapsAndAcrossInboxes() {
    DeadLetters letters = store.deadLetters();
    List<DeadLetter> first = letters.list(OF, Selection.ALL, 0, 10);
    List<DeadLetter> second = letters.list(OF, Selection.ALL, first.get(9).id(), 10);
    List<DeadLetter> third = letters.list(OF, Selection.ALL, second.get(9).id(), 10);

    assertThat(first).extracting(DeadLetter::key).startsWith("k0", "k1", "k2");
    assertThat(third).hasSize(5).last().extracting(DeadLetter::key).isEqualTo("k24");
    assertThat(letters.count(OF, Selection.ALL)).isEqualTo(25);
  }

  @Test
  void aSelectionIsByTimeReasonInboxAndId() {
    Selection all = Selection.ALL;
    assertThat(
            keys(
                new Selection(
                    Optional.empty(),
                    Optional.of(NOW.plusSeconds(3)),
                    Optional.of(NOW.plusSeconds(6)),
                    all.reason(),
                    Set.of())))
        .containsExactly("k3", "k4", "k5");
    Selection busy =
        new Selection(
            Optional.of("even"),
            Optional.empty(),
            Optional.empty(),
            reason -> reason.contains("429"),
            Set.of());
    assertThat(keys(busy)).containsExactly("k0", "k10", "k20");
    assertThat(store.deadLetters().count(OF, busy)).isEqualTo(3);
    long id = store.deadLetters().list(OF, all, 0, 1).get(0).id();
    assertThat(
            keys(
                new Selection(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    all.reason(),
                    Set.of(id))))
        .containsExactly("k0");
  }

  @Test
  void aRareReasonIsFoundBehindManyOthers() {
    Selection rare =
        new Selection(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            reason -> reason.contains("429"),
            Set.of());
    assertThat(store.deadLetters().list(OF, rare, 0, 2))
        .extracting(DeadLetter::key)
        .containsExactly("k0", "k5");
    assertThat(keys(rare)).containsExactly("k0", "k5", "k10", "k15", "k20");
  }

  @Test
  void theCauseOfTheLastDeathIsKnownWhicheverMessageDied() {
    DeadLetters letters = store.deadLetters();
    assertThat(letters.lastReason(OF)).contains("422 Unprocessable Entity");
    assertThat(letters.lastReason(Ref.integration("none", "tickets"))).isEmpty();

    // the first to have arrived is the last to die
    long first = letters.list(OF, Selection.ALL, 0, 1).get(0).id();
    letters.replay(OF, List.of(first), NOW);
    Instant later = NOW.plusSeconds(3600);
    Stored again = store.messages().claim(new Inbox(OF, "even"), 1, later).get(0);
    store
        .messages()
        .finish(new Outcome.Dead(again, later, "405 Method Not Allowed", FORGET))
        .toCompletableFuture()
        .join();
    assertThat(letters.lastReason(OF)).contains("405 Method Not Allowed");

    letters.replay(
        OF, letters.list(OF, Selection.ALL, 0, 1000).stream().map(DeadLetter::id).toList(), later);
    assertThat(letters.lastReason(OF)).isEmpty();
  }

  @Test
  void aReplayPutsThemBackUnderTheirKeysAndLeavesOthersAlone() {
    List<DeadLetter> two = store.deadLetters().list(OF, Selection.ALL, 0, 2);
    List<Long> ids = two.stream().map(DeadLetter::id).toList();

    assertThat(store.deadLetters().replay(OF, ids, NOW)).isEqualTo(2);
    assertThat(store.deadLetters().replay(OF, ids, NOW)).isZero();
    assertThat(store.deadLetters().replay(Ref.integration("other", "tickets"), ids, NOW)).isZero();

    List<Stored> back = store.messages().claim(new Inbox(OF, "even"), 10, NOW.plusSeconds(60));
    assertThat(back).extracting(Stored::key).containsExactly("k0");
    assertThat(store.deadLetters().count(OF, Selection.ALL)).isEqualTo(23);
    assertThat(store.tallies().of(OF)).isEqualTo(new Counts(25, 0, 0, 0, 0, 0, 23));
    // its key is known while it waits
    assertThat(
            store
                .messages()
                .put(new Incoming(new Inbox(OF, "even"), "k0", NOW, Content.NONE), Hand.ANYBODY))
        .isEmpty();
  }
}
