package dev.tenon.camel.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.state.Messages.Hand;
import dev.tenon.camel.state.Messages.Incoming;
import dev.tenon.camel.state.Messages.Stored;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Counts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Backend.class)
class MessagesTest {
  private static final Ref OF = Ref.integration("support", "tickets");
  private static final Inbox INBOX = new Inbox(OF, "deliver");
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");
  private static final Instant MUCH_LATER = NOW.plus(Duration.ofDays(30));

  private final Backend backend;
  @TempDir Path folder;
  private Backend.Home home;
  private SqlStateStore store;
  private Messages messages;

  MessagesTest(Backend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void open() {
    home = backend.home(folder);
    store = home.open();
    messages = store.messages();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Incoming incoming(String key, Instant at) {
    return new Incoming(
        INBOX,
        key,
        at,
        new Content(
            "{\"a\":1}",
            Content.BodyType.text,
            ("body of " + key).getBytes(StandardCharsets.UTF_8)));
  }

  private OptionalLong put(String key) {
    return messages.put(incoming(key, NOW), Hand.ANYBODY);
  }

  private Stored claimOne(Instant now) {
    List<Stored> claimed = messages.claim(INBOX, 1, now);
    assertThat(claimed).hasSize(1);
    return claimed.get(0);
  }

  private void finish(Outcome outcome) {
    messages.finish(outcome).toCompletableFuture().join();
  }

  private Counts counts() {
    return store.tallies().of(OF);
  }

  @Test
  void aMessageComesBackAsItWasStored() {
    Incoming stored = incoming("k", NOW);
    long id = messages.put(stored, Hand.ANYBODY).getAsLong();

    Stored claimed = claimOne(NOW);

    assertThat(claimed)
        .isEqualTo(
            new Stored(
                id,
                INBOX,
                "k",
                NOW,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                stored.content()));
  }

  @Test
  void aKnownKeyIsDroppedAndCountedWhateverBecameOfItsMessage() {
    assertThat(put("waiting")).isPresent();
    assertThat(put("waiting")).isEmpty();
    finish(new Outcome.Delivered(claimOne(NOW), MUCH_LATER));
    assertThat(put("waiting")).isEmpty();
    put("dead");
    finish(new Outcome.Dead(claimOne(NOW), NOW, "422 Unprocessable Entity", MUCH_LATER));
    assertThat(put("dead")).isEmpty();

    assertThat(counts()).isEqualTo(new Counts(2, 1, 0, 3, 0, 0, 1));
  }

  @Test
  void aKeyIsNewAgainWhenItsTimeIsOverEvenBeforeItsRowIsGone() {
    put("k");
    finish(new Outcome.Delivered(claimOne(NOW), NOW.plusSeconds(10)));

    assertThat(messages.put(incoming("k", NOW.plusSeconds(9)), Hand.ANYBODY)).isEmpty();
    assertThat(messages.put(incoming("k", NOW.plusSeconds(10)), Hand.ANYBODY)).isPresent();
    assertThat(counts()).isEqualTo(new Counts(2, 1, 0, 1, 0, 0, 0));
  }

  @Test
  void theSameKeyInAnotherInboxOrIntegrationIsAnotherMessage() {
    put("k");
    Inbox sibling = new Inbox(OF, "notify");
    Inbox stranger = new Inbox(Ref.integration("sales", "tickets"), "deliver");
    for (Inbox inbox : List.of(sibling, stranger)) {
      assertThat(messages.put(new Incoming(inbox, "k", NOW, Content.NONE), Hand.ANYBODY))
          .isPresent();
    }
    assertThat(messages.claim(INBOX, 10, NOW)).hasSize(1);
    assertThat(messages.claim(stranger, 10, NOW)).hasSize(1);
    assertThat(store.tallies().all())
        .containsOnlyKeys(OF, stranger.integration())
        .containsEntry(stranger.integration(), new Counts(1, 0, 0, 0, 0, 0, 0));
    assertThat(store.tallies().byInbox(OF)).containsOnlyKeys("deliver", "notify");
  }

  @Test
  void aClaimedMessageIsNobodyElsesUntilTheClaimLapses() {
    put("k");
    messages.put(incoming("mine", NOW), Hand.MINE);
    claimOne(NOW);

    assertThat(messages.claim(INBOX, 10, NOW)).isEmpty();
    assertThat(messages.due(List.of(INBOX), NOW)).isEmpty();
    Instant lapsed = NOW.plus(messages.claim());
    assertThat(messages.due(List.of(INBOX), lapsed)).containsExactly(INBOX);
    assertThat(messages.claim(INBOX, 10, lapsed)).extracting(Stored::key).contains("k", "mine");
  }

  @Test
  void aRenewedClaimDoesNotLapseAndAReleasedOneIsFree() {
    put("k");
    Stored claimed = claimOne(NOW);
    messages.renew(List.of(claimed.id()), NOW.plusSeconds(20));
    assertThat(messages.claim(INBOX, 1, NOW.plus(messages.claim()))).isEmpty();

    messages.release(List.of(claimed.id()));
    assertThat(messages.claim(INBOX, 1, NOW)).hasSize(1);
  }

  @Test
  void claimsOfADeadProcessAreTakenOverAndItsLateWordsDoNotUndoTheOthers() {
    put("k");
    Stored first = claimOne(NOW);
    if (backend == Backend.H2) {
      // its file is opened by one process at a time, so the other one is gone for certain
      store.close();
      store = home.open();
      messages = store.messages();
      assertThat(messages.claim(INBOX, 1, NOW)).hasSize(1);
      return;
    }
    try (SqlStateStore other = home.open()) {
      Stored second =
          other.messages().claim(INBOX, 1, NOW.plus(messages.claim()).plusMillis(1)).get(0);
      assertThat(second.key()).isEqualTo("k");
      // the first was only slow: it may not bury what is the other's now, but delivered is
      // delivered
      finish(new Outcome.Dead(first, NOW, "too late", MUCH_LATER));
      assertThat(counts().deadLetters()).isZero();
      finish(new Outcome.Delivered(first, MUCH_LATER));
      other
          .messages()
          .finish(new Outcome.Delivered(second, MUCH_LATER))
          .toCompletableFuture()
          .join();
      assertThat(counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void aHeldMessageWaitsUntilItsTimeAndRemembersItsAttempts() {
    put("k");
    Instant retry = NOW.plusSeconds(60);
    finish(new Outcome.Held(claimOne(NOW), NOW, "503 Service Unavailable", retry, true));

    assertThat(counts().held()).isOne();
    assertThat(store.tallies().waiting(INBOX)).isOne();
    assertThat(messages.heldSince(INBOX)).contains(NOW);
    assertThat(messages.nextDue(INBOX)).contains(retry);
    assertThat(messages.claim(INBOX, 1, retry.minusMillis(1))).isEmpty();
    Stored again = claimOne(retry);
    assertThat(again.attempts()).isEqualTo(1);
    assertThat(again.held()).isTrue();
    assertThat(again.lastTried()).contains(NOW);
    finish(new Outcome.Delivered(again, MUCH_LATER));
    assertThat(counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0));
    assertThat(messages.nextDue(INBOX)).isEmpty();
  }

  @Test
  void theLongestWaitingIsClaimedFirstAndAHeldOneComesAfterThoseNeverTried() {
    for (int i = 0; i < 3; i++) {
      messages.put(incoming("k" + i, NOW.plusSeconds(i)), Hand.ANYBODY);
    }
    Stored first = claimOne(NOW);
    finish(new Outcome.Held(first, NOW, "503", NOW.plusSeconds(5), true));

    assertThat(messages.claim(INBOX, 10, NOW.plusSeconds(9)))
        .extracting(Stored::key)
        .containsExactly("k1", "k2", "k0");
  }

  @Test
  void anOrderedInboxKeepsTheOrderOfArrivalAlsoForWhatIsHeld() {
    for (int i = 0; i < 5; i++) {
      messages.put(incoming("k" + i, NOW.minusSeconds(i)), Hand.IN_ORDER);
    }
    Stored head = messages.next(INBOX, 1).get(0);
    finish(new Outcome.Held(head, NOW, "503", NOW.plusSeconds(60), true));

    assertThat(messages.next(INBOX, 10))
        .extracting(Stored::key)
        .containsExactly("k0", "k1", "k2", "k3", "k4");
    assertThat(messages.next(INBOX, 1).get(0).attempts()).isOne();
    finish(new Outcome.Dead(messages.next(INBOX, 1).get(0), NOW, "422", MUCH_LATER));
    assertThat(messages.next(INBOX, 1)).extracting(Stored::key).containsExactly("k1");
  }

  @Test
  void whatWasStoredWithoutOrderKeepsItOnceAsked() {
    messages.put(incoming("late", NOW.plusSeconds(1)), Hand.ANYBODY);
    messages.put(incoming("early", NOW), Hand.MINE);
    messages.keepOrder(INBOX);

    assertThat(messages.next(INBOX, 10)).extracting(Stored::key).containsExactly("late", "early");
  }

  @Test
  void whatWaitsTooLongIsADeadLetterAndTimeBeforeTheSystemWentAwayDoesNotCount() {
    Instant away = NOW.plusSeconds(100);
    put("long before");
    messages.put(incoming("since", away.plusSeconds(50)), Hand.ANYBODY);
    long mine = messages.put(incoming("mine", away), Hand.MINE).getAsLong();

    assertThat(messages.waitingSince(INBOX, away)).contains(away);
    Instant now = away.plusSeconds(60);
    messages.renew(List.of(mine), now);
    assertThat(expire(away, now.minusSeconds(61), now)).isZero();
    assertThat(expire(away, now.minusSeconds(60), now)).isOne();

    assertThat(store.deadLetters().list(OF, DeadLetters.Selection.ALL, 0, 10))
        .extracting(DeadLetters.DeadLetter::key, DeadLetters.DeadLetter::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("long before", "held too long"));
    assertThat(counts()).isEqualTo(new Counts(3, 0, 0, 0, 0, 0, 1));
  }

  private int expire(Instant away, Instant before, Instant now) {
    return messages.expire(INBOX, away, before, "held too long", now, MUCH_LATER);
  }

  @Test
  void whatWaitsForAnIntegrationThatIsGoneBecomesDeadLetters() {
    put("a");
    messages.put(incoming("b", NOW), Hand.MINE);
    put("c");
    finish(new Outcome.Held(claimOne(NOW), NOW, "503", NOW, true));

    assertThat(messages.buryAll(OF, "the integration was deleted", NOW, MUCH_LATER)).isEqualTo(3);
    assertThat(counts()).isEqualTo(new Counts(3, 0, 0, 0, 0, 0, 3));
    assertThat(messages.claim(INBOX, 10, MUCH_LATER)).isEmpty();
  }

  @Test
  void aMessageThatCannotBeDeliveredAtAllIsADeadLetterAtOnce() {
    assertThat(messages.bury(incoming("k", NOW), "the key yields nothing", MUCH_LATER)).isTrue();
    assertThat(messages.bury(incoming("k", NOW), "the key yields nothing", MUCH_LATER)).isFalse();
    assertThat(counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 0, 1));
  }

  @Test
  void keysAndDeadLettersGoWhenTheirTimeIsOver() {
    for (String key : List.of("delivered", "dead", "waiting")) {
      put(key);
    }
    finish(new Outcome.Delivered(claimOne(NOW), NOW.plusSeconds(1)));
    finish(new Outcome.Dead(claimOne(NOW), NOW, "422", NOW.plusSeconds(2)));

    assertThat(messages.forget(NOW)).isEqualTo(new Messages.Forgotten(0, false));
    assertThat(messages.forget(NOW.plusSeconds(1)).rows()).isOne();
    assertThat(messages.forget(NOW.plusSeconds(2)).rows()).isOne();
    assertThat(messages.forget(MUCH_LATER).rows()).isZero();
    assertThat(counts()).isEqualTo(new Counts(3, 1, 0, 0, 0, 0, 0));
    assertThat(messages.claim(INBOX, 10, MUCH_LATER)).hasSize(1);
  }

  @Test
  void onlyInboxesWithSomethingToClaimAreDue() {
    Inbox idle = new Inbox(OF, "idle");
    put("k");
    assertThat(messages.due(List.of(INBOX, idle), NOW)).isEqualTo(Set.of(INBOX));
    assertThat(messages.due(List.of(idle), NOW)).isEmpty();
    assertThat(messages.due(List.of(INBOX), NOW.minusSeconds(1))).isEmpty();
    finish(new Outcome.Dead(claimOne(NOW), NOW, "422", MUCH_LATER));
    assertThat(messages.due(List.of(INBOX), MUCH_LATER)).isEmpty();
  }

  @Test
  void aMegabyteIsStored() {
    byte[] body = new byte[1 << 20];
    java.util.Arrays.fill(body, (byte) -1);
    messages.put(
        new Incoming(INBOX, "k".repeat(300), NOW, new Content("{}", Content.BodyType.bytes, body)),
        Hand.ANYBODY);

    assertThat(claimOne(NOW).content().body()).isEqualTo(body);
  }
}
