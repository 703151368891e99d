package dev.tenon.camel.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tenon.camel.InboxKey;
import dev.tenon.camel.MessageRefused;
import dev.tenon.camel.state.Backend;
import dev.tenon.camel.state.DeadLetters.DeadLetter;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.plan.RunnerReport.Counts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an inbox does with messages while its System answers. */
@ParameterizedClass
@EnumSource(Backend.class)
class InboxTest {
  private final Backend backend;
  @TempDir Path folder;
  private SqlStateStore store;
  private final FakeSystem system = new FakeSystem();

  InboxTest(Backend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void open() {
    store = backend.home(folder).open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static void settle(InboxFixture fixture, Counts counts) {
    await()
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(() -> assertThat(fixture.counts()).isEqualTo(counts));
  }

  @Test
  void isCommittedBeforeTheProducerReturnsAndDeliveredOnce() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    system.waitsFor(answer);
    try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", system).start()) {
      assertThat(fixture.put("deliver", "k", "body").getException()).isNull();
      // read by another transaction
      assertThat(fixture.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 0));
      answer.countDown();
      settle(fixture, new Counts(1, 1, 0, 0, 0, 0, 0));
      fixture.put("deliver", "k", "body");
      settle(fixture, new Counts(1, 1, 0, 1, 0, 0, 0));
    }
    assertThat(system.taken).containsExactly("k");
  }

  @Test
  void bodiesArriveAsTheyWereStored() throws Exception {
    var json =
        JsonNodeFactory.instance.objectNode().put("amount", new java.math.BigDecimal("10.10"));
    byte[] bytes = {0, 1, -1};
    try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", true, 1, system).start()) {
      fixture.put("deliver", "text", "grüße");
      fixture.put("deliver", "json", json);
      fixture.put("deliver", "map", Map.of("a", List.of(1, true)));
      fixture.put("deliver", "bytes", bytes);
      fixture.put("deliver", "stream", new ByteArrayInputStream(bytes));
      fixture.put("deliver", "none", null);
      await().until(() -> system.taken.size() == 6);
    }
    assertThat(system.bodies.get(0)).isEqualTo("grüße");
    assertThat(system.bodies.get(1)).hasToString("{\"amount\":10.10}");
    assertThat(system.bodies.get(2)).hasToString("{\"a\":[1,true]}");
    assertThat(system.bodies.get(3)).isEqualTo(bytes);
    assertThat(system.bodies.get(4)).isEqualTo(bytes);
    assertThat(system.bodies.get(5)).isNull();
  }

  @Test
  void headersArriveWithoutCredentialsAndCamelsOwn() throws Exception {
    List<Map<String, Object>> seen = new CopyOnWriteArrayList<>();
    try (InboxFixture fixture =
        new InboxFixture(store)
            .inbox("deliver", exchange -> seen.add(Map.copyOf(exchange.getMessage().getHeaders())))
            .start()) {
      fixture.put(
          "deliver",
          ExchangePattern.InOnly,
          "x",
          Map.ofEntries(
              Map.entry("key", "k"),
              Map.entry("X-GitHub-Event", "issues"),
              Map.entry("X-Author", "ada"),
              Map.entry("tags", List.of("a", 1)),
              Map.entry("count", 7),
              Map.entry("Authorization", "Bearer s3cret"),
              Map.entry("Cookie", "s=1"),
              Map.entry("X-Hub-Signature-256", "sha256=1"),
              Map.entry("X-Api-Key", "s3cret"),
              Map.entry("X-Gitlab-Token", "s3cret"),
              Map.entry("Host", "here"),
              Map.entry("Content-Length", "1"),
              Map.entry("CamelHttpUri", "http://evil"),
              Map.entry("object", new Object())));
      await().until(() -> !seen.isEmpty());
    }
    assertThat(seen.get(0))
        .containsOnlyKeys(
            "key", "X-GitHub-Event", "X-Author", "tags", "count", Exchange.MESSAGE_TIMESTAMP)
        .containsEntry("tags", List.of("a", 1))
        .containsEntry("count", 7);
  }

  @Test
  void aMappingThatYieldsNothingFiltersOneThatYieldsNullDoesNotAndSeveralAreRefused()
      throws Exception {
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("inbox:deliver?call=deliver-take")
                .routeId("deliver")
                .transform()
                .jq(".results[]")
                .to("direct:system");
            from("direct:system").process(system);
          }
        };
    try (InboxFixture fixture = new InboxFixture(store).route("deliver", true, 1, route).start()) {
      fixture.put("deliver", "none", "{\"results\": []}");
      fixture.put("deliver", "one", "{\"results\": [[1, 2]]}");
      fixture.put("deliver", "null", "{\"results\": [null]}");
      fixture.put("deliver", "two", "{\"results\": [1, 2]}");
      fixture.put("deliver", "broken", "{\"results\": 7, \"name\": \"ada\"}");
      fixture.put("deliver", "no json", "ada");
      settle(fixture, new Counts(6, 2, 1, 0, 0, 0, 3));
      assertThat(fixture.deadLetters())
          .extracting(DeadLetter::key, DeadLetter::reason)
          .satisfiesExactly(
              two -> assertThat(two.toString()).contains("two", "transform", "2 results"),
              broken ->
                  assertThat(broken.toString())
                      .contains("broken", "transform", "fails on this message")
                      .doesNotContain("ada"),
              text -> assertThat(text.toString()).contains("is not JSON").doesNotContain("ada"));
    }
    assertThat(system.taken).containsExactly("one", "null");
    assertThat(system.bodies.get(0)).hasToString("[1,2]");
  }

  @Test
  void whatASplitOrAMulticastFiltersDoesNotFilterTheWhole() throws Exception {
    // run on Camel alone: the last branch's stop ends the whole route, as a success
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("inbox:deliver?call=deliver-take")
                .routeId("deliver")
                .multicast()
                .to("direct:some", "direct:none")
                .end()
                .split()
                .jq(".[]")
                .to("direct:none")
                .end()
                .to("direct:system");
            from("direct:some").transform().jq(".");
            from("direct:none").transform().jq("empty").process(system);
            from("direct:system").process(system);
          }
        };
    try (InboxFixture fixture = new InboxFixture(store).route("deliver", false, 8, route).start()) {
      fixture.put("deliver", "k", "[1, 2]");
      settle(fixture, new Counts(1, 1, 0, 0, 0, 0, 0));
    }
    assertThat(system.taken).containsExactly("k");
  }

  @Test
  void aDeadLetterSaysWhatWhereAndWhyAndShowsNoContent() throws Exception {
    system.refuses(key -> key.equals("refused"));
    Instant before = Instant.now().minusMillis(1);
    try (InboxFixture fixture =
        new InboxFixture(store)
            .inbox(
                "deliver",
                true,
                1,
                exchange -> {
                  if (InboxKey.of(exchange).orElseThrow().equals("odd")) {
                    throw new IllegalStateException(
                        "cannot handle " + exchange.getMessage().getBody());
                  }
                  system.process(exchange);
                })
            .start()) {
      fixture.put("deliver", "refused", "s3cret content");
      fixture.put("deliver", "odd", "s3cret content");
      settle(fixture, new Counts(2, 0, 0, 0, 0, 0, 2));
      List<DeadLetter> letters = fixture.deadLetters();
      assertThat(letters.get(0).reason())
          .isEqualTo(
              "route deliver: helpdesk refused the request: 422 Unprocessable Entity (attempt 1)");
      assertThat(letters.get(1).reason())
          .startsWith("route deliver: a step failed")
          .doesNotContain("s3cret", "Exception");
      assertThat(letters.get(0).attempts()).isOne();
      assertThat(letters.get(0).firstTried())
          .isAfterOrEqualTo(before)
          .isEqualTo(letters.get(0).died());
      assertThat(new String(letters.get(0).content().body(), StandardCharsets.UTF_8))
          .isEqualTo("s3cret content");
    }
  }

  @Test
  void aReplayedDeadLetterIsDeliveredUnderItsKey() throws Exception {
    system.refuses(key -> true);
    try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", system).start()) {
      fixture.put("deliver", "k", "body");
      settle(fixture, new Counts(1, 0, 0, 0, 0, 0, 1));
      system.refuses(key -> false);
      store
          .deadLetters()
          .replay(InboxFixture.OF, List.of(fixture.deadLetters().get(0).id()), Instant.now());
      settle(fixture, new Counts(1, 1, 0, 0, 0, 0, 0));
    }
    assertThat(system.attempts).containsExactly("k", "k");
  }

  @Test
  void aMessageWithoutAUsableKeyIsRefusedToWhoWaitsAndADeadLetterElsewhere() throws Exception {
    try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", system).start()) {
      Exchange asked = fixture.put("deliver", ExchangePattern.InOut, "{}", Map.of());
      assertThat(asked.getException())
          .isInstanceOf(MessageRefused.class)
          .hasMessage("the key of inbox deliver yields null, not a text or a number");

      Exchange polled = fixture.put("deliver", ExchangePattern.InOnly, "body", Map.of());
      assertThat(polled.getException()).isNull();
      fixture.put("deliver", ExchangePattern.InOnly, "body", Map.of());
      settle(fixture, new Counts(1, 0, 0, 1, 0, 0, 1));
      assertThat(fixture.deadLetters())
          .singleElement()
          .satisfies(letter -> assertThat(letter.reason()).contains("key", "is not JSON"));
    }
    assertThat(system.attempts).isEmpty();
  }

  @Test
  void aMessageIsAtMostAMegabyteWithItsHeaders() throws Exception {
    byte[] fits = new byte[(1 << 20) - 64];
    byte[] tooLarge = new byte[1 << 20];
    try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", system).start()) {
      fixture.put("deliver", "fits", fits);
      Exchange asked =
          fixture.put("deliver", ExchangePattern.InOut, tooLarge, Map.of("key", "asked"));
      assertThat(asked.getException())
          .isInstanceOfSatisfying(
              MessageRefused.class, refused -> assertThat(refused.tooLarge()).isTrue());
      fixture.put("deliver", "polled", tooLarge);
      settle(fixture, new Counts(2, 1, 0, 0, 0, 0, 1));
      DeadLetter letter = fixture.deadLetters().get(0);
      assertThat(letter.key()).isEqualTo("polled");
      assertThat(letter.reason()).contains("1048576");
      assertThat(letter.content().body()).isEmpty();
    }
    assertThat(system.taken).containsExactly("fits");
  }

  @Test
  void keysThatAreLongOrStrangeStayTheSameKey() throws Exception {
    List<String> keys =
        List.of("k".repeat(5000), "k".repeat(5001), "a\u0000b", "\ud800", "{\"a\":1}", "ключ");
    try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", system).start()) {
      for (String key : keys) {
        fixture.put("deliver", key, "x");
        fixture.put("deliver", key, "x");
      }
      settle(fixture, new Counts(keys.size(), keys.size(), 0, keys.size(), 0, 0, 0));
    }
    assertThat(system.taken).doesNotHaveDuplicates().contains("ключ", "{\"a\":1}");
  }

  @Test
  void neverMoreAreInWorkThanTheInboxSays() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    system.waitsFor(answer);
    try (InboxFixture fixture =
        new InboxFixture(store).inbox("deliver", false, 3, system).start()) {
      for (int i = 0; i < 50; i++) {
        fixture.put("deliver", "k" + i, "x");
      }
      await().until(() -> system.inside() == 3);
      answer.countDown();
      settle(fixture, new Counts(50, 50, 0, 0, 0, 0, 0));
    }
    assertThat(system.most.get()).isEqualTo(3);
  }

  @Test
  void moreThanFitsInMemoryIsDeliveredFromTheStore() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    system.waitsFor(answer);
    try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", system).start()) {
      IntStream.range(0, 700).parallel().forEach(i -> fixture.put("deliver", "k" + i, "x"));
      assertThat(fixture.waiting("deliver")).isEqualTo(700);
      answer.countDown();
      settle(fixture, new Counts(700, 700, 0, 0, 0, 0, 0));
    }
    assertThat(system.taken).hasSize(700).doesNotHaveDuplicates();
  }

  @Test
  void anOrderedInboxKeepsTheOrderAndGoesPastADeadLetter() throws Exception {
    system.refuses(key -> key.equals("k3"));
    List<String> expected = new ArrayList<>();
    try (InboxFixture fixture = new InboxFixture(store).inbox("deliver", true, 1, system).start()) {
      for (int i = 0; i < 100; i++) {
        fixture.put("deliver", "k" + i, "x");
        expected.add("k" + i);
      }
      settle(fixture, new Counts(100, 99, 0, 0, 0, 0, 1));
    }
    assertThat(system.attempts).isEqualTo(expected);
    assertThat(system.most.get()).isOne();
  }

  @Test
  void asynchronousStepsWorkTheSame() throws Exception {
    for (boolean ordered : new boolean[] {true, false}) {
      String name = ordered ? "ordered" : "parallel";
      RouteBuilder route =
          new RouteBuilder() {
            @Override
            public void configure() {
              // delay with asyncDelayed ends on another thread
              from("inbox:" + name + "?call=" + name + "-take")
                  .routeId(name)
                  .delay(1)
                  .asyncDelayed()
                  .end()
                  .process(system);
            }
          };
      int before = system.taken.size();
      try (InboxFixture fixture = new InboxFixture(store).route(name, ordered, 4, route).start()) {
        for (int i = 0; i < 40; i++) {
          fixture.put(name, name + i, "x");
        }
        await().atMost(30, TimeUnit.SECONDS).until(() -> system.taken.size() == before + 40);
        await().until(() -> fixture.waiting(name) == 0);
      }
    }
    assertThat(system.taken).doesNotHaveDuplicates();
  }
}
