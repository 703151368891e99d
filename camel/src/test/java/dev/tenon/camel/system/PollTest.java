package dev.tenon.camel.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.RunnerReport.Pass;
import dev.tenon.plan.RunnerReport.Trouble;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.Vendor;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.vendor.ReceivedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              """
              vendors:
                v:
                  port: 0
                  collections:
                    contacts: {paging: {size: 2, order: Updated}, updated: updatedAt}
                    urls: {paging: {type: NextUrl, size: 2}}
                    links: {paging: {type: Link, items: "", size: 2}}
                  answers:
                  - {path: /away, body: '{"items": [{"id": 1}], "next": "http://other.example/steal"}'}
                  - {path: /circle, body: '{"items": [{"id": 1}], "next": "again"}'}
                  - {path: /text, headers: {Content-Type: text/plain}, body: "a;b"}
                  - {path: /one, body: '{"id": 7}'}
                  - {path: /echo, echo: true}
              """));
  private final Vendor vendor = sandbox.vendor("v");
  private final MemoryState state = new MemoryState();
  private final List<JsonNode> items = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    sandbox.close();
  }

  private TestPlan plan(PollCall call) {
    return TestPlan.of(vendor.uri()).state(state.store()).poll(call.call());
  }

  private void take(Exchange exchange) {
    items.add(exchange.getMessage().getBody(JsonNode.class));
  }

  private void add(String collection, int count) {
    for (int i = 0; i < count; i++) {
      vendor.put(
          collection,
          new JsonMapper().createObjectNode().put("name", "n" + items.size() + "." + i));
      // stamps that differ
      sandbox.advance(Duration.ofSeconds(1));
    }
  }

  private static PollCall contacts() {
    return PollCall.get("/contacts")
        .query(Map.of("since", "$checkpoint", "cursor", "$next"))
        .next(".next")
        .checkpoint(".updatedAt");
  }

  private static Pass pass(RunningPlan plan) {
    return plan.component().passes().get("read-1");
  }

  private static void completed(RunningPlan plan) {
    await().atMost(SOON).until(() -> pass(plan).completed().isPresent());
  }

  private static void failed(RunningPlan plan, String why) {
    await().atMost(SOON).untilAsserted(() -> assertThat(pass(plan).failure()).contains(why));
  }

  private List<String> queries() {
    return vendor.received().stream().map(ReceivedRequest::query).toList();
  }

  @Test
  void aPassReadsAllPagesAtOnceAndItsCheckpointIsTheGreatestValue() throws Exception {
    add("contacts", 5);
    try (RunningPlan plan = plan(contacts()).start(this::take)) {
      completed(plan);
      assertThat(items).hasSize(5);
      assertThat(vendor.receivedCount()).isEqualTo(3);
      assertThat(queries().get(0)).isEmpty();
      assertThat(state.checkpoints().get("issues-to-tickets/read-1"))
          .isEqualTo(items.get(4).get("updatedAt").toString());
      assertThat(pass(plan).failure()).isEmpty();
    }
  }

  @Test
  void theFirstPassBeginsWhereTheCallSaysAndTheNextSoMuchBeforeTheLastOnesEnd() throws Exception {
    state.checkpoints().put("issues-to-tickets/read-1", "\"2026-11-24T06:00:00.000Z\"");
    try (RunningPlan plan =
        plan(contacts().overlap(Duration.ofMinutes(5)).from("2020-01-01T00:00:00Z")).start()) {
      completed(plan);
      assertThat(queries().get(0)).isEqualTo("since=2026-11-24T05%3A55%3A00.000Z");
      // nothing was seen, so it stays
      assertThat(state.checkpoints().get("issues-to-tickets/read-1"))
          .isEqualTo("\"2026-11-24T06:00:00.000Z\"");
    }
    state.checkpoints().clear();
    vendor.forget();
    try (RunningPlan plan = plan(contacts().from("2020-01-01T00:00:00Z")).start()) {
      completed(plan);
      assertThat(queries().get(0)).isEqualTo("since=2020-01-01T00%3A00%3A00Z");
    }
  }

  @Test
  void aNumberToBeginWithIsANumber() throws Exception {
    PollCall call =
        PollCall.post("/echo", "{from: $checkpoint, next: $next}")
            .from("1700000000000")
            .items("[]");
    try (RunningPlan plan = plan(call).start()) {
      completed(plan);
      assertThat(vendor.received().get(0).text())
          .isEqualTo("{\"from\":1700000000000,\"next\":null}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"urls", "links"})
  void anUrlOfTheSameOriginIsFollowedAsItIs(String collection) throws Exception {
    add(collection, 5);
    PollCall call = PollCall.get("/" + collection);
    if (collection.equals("links")) {
      call.noItems()
          .next(
              "(header(\"Link\") // \"\") | [scan(\"<([^>]+)>; rel=\\\"next\\\"\")] | flatten | .[0]");
    } else {
      call.next(".next");
    }
    try (RunningPlan plan = plan(call).start(this::take)) {
      completed(plan);
      assertThat(items).hasSize(5);
      assertThat(vendor.receivedCount()).isEqualTo(3);
    }
  }

  @Test
  void anUrlOfAnotherOriginGetsNoRequestAndNoCredentials() throws Exception {
    try (RunningPlan plan = plan(PollCall.get("/away").next(".next")).start(this::take)) {
      failed(plan, "its next page is at another origin, to which its credentials must not go");
    }
  }

  @Test
  void pagesThatGoRoundInACircleEndThePass() throws Exception {
    try (RunningPlan plan =
        plan(PollCall.get("/circle").next(".next").every(Duration.ofHours(1))).start(this::take)) {
      failed(plan, "its pages go round in a circle: a next page came again");
      assertThat(pass(plan).completed()).isEmpty();
    }
  }

  @Test
  void anAnswerThatIsNotJsonFailsThePass() throws Exception {
    try (RunningPlan plan = plan(PollCall.get("/text")).start(this::take)) {
      failed(plan, "its answer is not JSON");
    }
  }

  @Test
  void aPageThatIsOneThingIsOneItem() throws Exception {
    try (RunningPlan plan = plan(PollCall.get("/one").noItems()).start(this::take)) {
      completed(plan);
      assertThat(items).singleElement().asString().isEqualTo("{\"id\":7}");
    }
  }

  @Test
  void aCheckpointThatFitsNoItemIsToldAndNotTakenForAnEmptyPass() throws Exception {
    add("contacts", 1);
    try (RunningPlan plan = plan(contacts().checkpoint(".updateAt")).start(this::take)) {
      failed(plan, "its checkpoint yields a text or a number for none of 1 items");
      assertThat(state.checkpoints()).isEmpty();
    }
  }

  @Test
  void aPassThatFailsMovesNothingAndIsRepeatedSoon() throws Exception {
    add("contacts", 4);
    vendor.fault(Fault.status(500).skip(1).times(3));
    // the period is an hour, hold.retryInterval 200 ms
    try (RunningPlan plan = plan(contacts()).start(this::take)) {
      await().atMost(SOON).until(() -> items.size() == 2);
      completed(plan);
      assertThat(items).hasSize(6);
      assertThat(pass(plan).failure()).isEmpty();
      // the second pass began where the first had begun
      assertThat(queries().get(0)).isEmpty();
      assertThat(queries().stream().filter(String::isEmpty)).hasSize(2);
    }
  }

  @Test
  void aVendorThatSortsIsNotReadAgainFromTheBeginning() throws Exception {
    add("contacts", 4);
    vendor.fault(Fault.status(500).skip(1).times(3));
    try (RunningPlan plan = plan(contacts().ascending()).start(this::take)) {
      completed(plan);
      JsonNode second = items.get(1).get("updatedAt");
      assertThat(queries())
          .anySatisfy(query -> assertThat(query).contains(second.asText().replace(":", "%3A")));
    }
  }

  @Test
  void anItemThatIsNotTakenFailsThePass() throws Exception {
    add("contacts", 3);
    AtomicBoolean down = new AtomicBoolean(true);
    Processor inbox =
        exchange -> {
          if (down.get() && items.size() == 1) {
            throw new StateUnavailable("the inbox cannot store: the database is away", null);
          }
          take(exchange);
        };
    try (RunningPlan plan = plan(contacts()).start(inbox)) {
      failed(plan, "an item could not be handed on: the inbox cannot store: the database is away");
      assertThat(state.checkpoints()).isEmpty();
      down.set(false);
      completed(plan);
      assertThat(items).hasSize(4);
    }
  }

  @Test
  void ofTwoReplicasOnePolls() throws Exception {
    PollCall often = contacts().every(Duration.ofMillis(400));
    TestPlan test = plan(often);
    try (RunningPlan one = test.replica("one").start(this::take);
        RunningPlan two = test.replica("two").start(this::take)) {
      await().atMost(SOON).until(() -> vendor.receivedCount() >= 12);
      List<Instant> times = vendor.received().stream().map(ReceivedRequest::at).toList();
      // each has its first pass at once; from then on one passes in 400 ms, and not two
      assertThat(Duration.between(times.get(0), times.get(11)))
          .isGreaterThan(Duration.ofMillis(8 * 400));
      assertThat(pass(one).completed()).isPresent();
      assertThat(pass(two).completed()).isPresent();
    }
  }

  @Test
  void outOfQuotaAPassIsSkipped() throws Exception {
    add("contacts", 6);
    TestPlan test = plan(contacts()).share("hourly", Unit.Calls, 2, Duration.ofHours(1), 1);
    try (RunningPlan plan = test.start(this::take)) {
      await()
          .atMost(SOON)
          .until(
              () ->
                  pass(plan)
                      .failure()
                      .filter(why -> why.contains("the share of its limit hourly"))
                      .isPresent());
      assertThat(vendor.receivedCount()).isEqualTo(2);
      assertThat(test.healths().troubled(Instant.now()).get("vendor").trouble())
          .isEqualTo(Trouble.QuotaExhausted);
      assertThat(state.checkpoints()).isEmpty();
    }
  }

  @Test
  void aPausedPollReadsNothingAndGoesOnAfterwards() throws Exception {
    try (RunningPlan plan = plan(contacts().every(Duration.ofMillis(100))).start(this::take)) {
      completed(plan);
      plan.context().getRouteController().suspendRoute("read-1");
      AtomicLong before = new AtomicLong(-1);
      await()
          .atMost(SOON)
          .during(Duration.ofMillis(500))
          .until(() -> vendor.receivedCount() == before.getAndSet(vendor.receivedCount()));
      add("contacts", 1);
      assertThat(items).isEmpty();
      plan.context().getRouteController().resumeRoute("read-1");
      await().atMost(SOON).until(() -> !items.isEmpty());
    }
  }

  @Test
  void aStopEndsAPassThatWaitsForTheVendor() throws Exception {
    vendor.fault(Fault.silence());
    TestPlan test = plan(contacts()).timeout(Duration.ofMinutes(10));
    RunningPlan plan = test.start(this::take);
    await().atMost(SOON).until(() -> vendor.receivedCount() == 1);
    plan.context().getShutdownStrategy().setTimeout(300);
    // the test's own time limit is what would fail here
    plan.close();
    assertThat(test.healths().troubled(Instant.now())).isEmpty();
  }

  @Test
  void aCheckpointThatIsSetBackIsReadFromAtOnce() throws Exception {
    add("contacts", 3);
    try (RunningPlan plan = plan(contacts()).start(this::take)) {
      completed(plan);
      assertThat(items).hasSize(3);
      boolean done =
          plan.component()
              .rewind("read-1", new TextNode("2020-01-01T00:00:00Z"), Duration.ofSeconds(20));
      assertThat(done).isTrue();
      await().atMost(SOON).until(() -> items.size() == 6);
      assertThat(queries().get(2)).isEqualTo("since=2020-01-01T00%3A00%3A00Z");
    }
  }

  @Test
  void aCheckpointIsNotSetBackUnderAnotherReplicasPass() throws Exception {
    add("contacts", 1);
    AtomicBoolean hold = new AtomicBoolean(true);
    Processor slow =
        exchange -> {
          await().atMost(SOON).until(() -> !hold.get());
          take(exchange);
        };
    TestPlan test = plan(contacts());
    try (RunningPlan one = test.replica("one").start(slow)) {
      await().atMost(SOON).until(() -> vendor.receivedCount() == 1);
      try (RunningPlan two = test.replica("two").start(this::take)) {
        assertThat(two.component().rewind("read-1", new TextNode("x"), Duration.ofMillis(100)))
            .isFalse();
      }
      assertThat(one.component().rewind("read-1", new TextNode("x"), Duration.ofMillis(100)))
          .isFalse();
      hold.set(false);
    }
  }

  @Test
  void aScheduleByTheCalendarMakesUpForAPassThatWasMissedAndElseWaits() throws Exception {
    PollCall nightly = contacts().cron("0 2 * * *");
    Instant now = Instant.parse("2026-11-24T06:00:00Z");
    TestPlan test = plan(nightly).clock(() -> now);
    try (RunningPlan plan = test.start(this::take)) {
      // never made before
      completed(plan);
    }
    long first = vendor.receivedCount();
    try (RunningPlan plan = test.start(this::take)) {
      completed(plan);
      assertThat(vendor.receivedCount()).isEqualTo(first);
    }
    TestPlan nextDay = plan(nightly).clock(() -> now.plus(Duration.ofDays(1)));
    try (RunningPlan plan = nextDay.start(this::take)) {
      await().atMost(SOON).until(() -> vendor.receivedCount() > first);
    }
  }

  @Test
  void aPollThatCannotBeRightFailsWhenTheRouteIsBuilt() {
    assertThatThrownBy(() -> plan(contacts().cron("now")).start(this::take))
        .hasStackTraceContaining("'now' is no cron of five fields");
    assertThatThrownBy(() -> plan(contacts().items(".[")).start(this::take))
        .hasStackTraceContaining("the items of read-1 is not jq");
    assertThatThrownBy(() -> TestPlan.of(vendor.uri()).poll(contacts().call()).start(this::take))
        .hasStackTraceContaining("needs a state store and there is none");
  }
}
