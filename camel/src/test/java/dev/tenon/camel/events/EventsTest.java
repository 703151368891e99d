package dev.tenon.camel.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.state.Backend;
import dev.tenon.camel.state.Messages;
import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.camel.state.StateStore;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.Webhook.Type;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Events over real HTTP. */
@ParameterizedClass
@EnumSource(Backend.class)
class EventsTest {
  private static final String EVENT = "{\"id\": 7, \"action\": \"opened\"}";

  private final Backend backend;
  @TempDir Path folder;
  private SqlStateStore store;

  EventsTest(Backend backend) {
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

  private static RouteBuilder through(Processor processor) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("events:vendor?call=receive-1")
            .routeId("receive")
            .process(processor)
            .to("inbox:in?call=receive-2");
      }
    };
  }

  @Test
  void aSignedEventIsCommittedWhenItIsAcknowledgedAndARepetitionIsToo() throws Exception {
    try (EventsFixture events = new EventsFixture(store).start(Type.GitHub)) {
      HttpResponse<String> first = events.gitHub(EVENT);
      // read by another transaction, without waiting
      assertThat(events.counts().received()).isOne();
      assertThat(first.statusCode()).isEqualTo(202);
      assertThat(first.body()).isEmpty();
      assertThat(events.gitHub(EVENT).statusCode()).isEqualTo(202);
      assertThat(events.counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 0, 0));
    }
  }

  @Test
  void whatIsNotSignedAsItMustBeIsRefusedAndTheCallerLearnsNoMore() throws Exception {
    List<HttpResponse<String>> refused = new ArrayList<>();
    try (EventsFixture events = new EventsFixture(store).start(Type.GitHub)) {
      refused.add(events.post(EVENT));
      refused.add(events.post(EVENT, "X-Hub-Signature-256", "sha256=00"));
      refused.add(events.send(events.gitHubRequest("wrong secret", EVENT)));
      refused.add(
          events.post(
              EVENT + " ", "X-Hub-Signature-256", "sha256=" + EventsFixture.hmac("s3cret", EVENT)));
      assertThat(events.counts()).isEqualTo(Counts.NONE);
    }
    assertThat(refused)
        .allSatisfy(
            response -> {
              assertThat(response.statusCode()).isEqualTo(401);
              assertThat(response.body()).isEqualTo(refused.get(0).body());
              assertThat(response.body()).doesNotContain("secret", "sha256");
            });
  }

  @Test
  void aTimeStampedRequestIsTakenOnceAndOnlyNearItsTime() throws Exception {
    try (EventsFixture events = new EventsFixture(store).start(Type.Stripe)) {
      long now = Instant.now().getEpochSecond();
      String[] good = stripe(now, EVENT);
      assertThat(events.post(EVENT, good).statusCode()).isEqualTo(202);
      assertThat(events.post(EVENT, good).statusCode()).as("replayed").isEqualTo(401);
      assertThat(events.post(EVENT, stripe(now - 301, EVENT)).statusCode())
          .as("stale")
          .isEqualTo(401);
      assertThat(events.post(EVENT, stripe(now + 400, EVENT)).statusCode())
          .as("from the future")
          .isEqualTo(401);
      assertThat(events.post(EVENT, stripe(now - 1, EVENT)).statusCode())
          .as("the vendor's own repetition, signed anew")
          .isEqualTo(202);
      assertThat(events.counts()).isEqualTo(new Counts(1, 0, 0, 1, 0, 0, 0));
    }
  }

  private static String[] stripe(long seconds, String body) {
    return new String[] {
      "Stripe-Signature",
      "t=" + seconds + ",v1=" + EventsFixture.hmac("s3cret", seconds + "." + body)
    };
  }

  @Test
  void whileTheStoreIsDownNothingIsAcknowledgedAndTheSameRequestIsGoodLater() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    try (EventsFixture events = new EventsFixture(failing(down)).start(Type.Stripe)) {
      String[] signed = stripe(Instant.now().getEpochSecond(), EVENT);
      HttpResponse<String> refused = events.post(EVENT, signed);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("5");
      assertThat(refused.body()).doesNotContain("state", "jdbc");
      down.set(false);
      assertThat(events.post(EVENT, signed).statusCode()).isEqualTo(202);
      assertThat(events.counts().received()).isOne();
    }
  }

  private StateStore failing(AtomicBoolean down) {
    Messages messages =
        (Messages)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Messages.class},
                (self, method, arguments) -> {
                  if (down.get() && method.getName().equals("put")) {
                    throw new StateUnavailable("the state store is down for this test", null);
                  }
                  try {
                    return method.invoke(store.messages(), arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return (StateStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {StateStore.class},
            (self, method, arguments) ->
                method.getName().equals("messages") ? messages : method.invoke(store, arguments));
  }

  @Test
  void duringARotationBothSecretsAreGoodAndWithoutAnyNothingIsTaken() throws Exception {
    try (EventsFixture events = new EventsFixture(store).start(Type.GitHub)) {
      events.secrets.put("secret", "new");
      events.secrets.put("previousSecret", "s3cret");
      assertThat(events.send(events.gitHubRequest("s3cret", "{\"id\": 1}")).statusCode())
          .isEqualTo(202);
      assertThat(events.send(events.gitHubRequest("new", "{\"id\": 2}")).statusCode())
          .isEqualTo(202);
      events.secrets.remove("previousSecret");
      assertThat(events.send(events.gitHubRequest("s3cret", "{\"id\": 3}")).statusCode())
          .isEqualTo(401);
      events.secrets.clear();
      HttpResponse<String> ours = events.send(events.gitHubRequest("s3cret", "{\"id\": 4}"));
      assertThat(ours.statusCode()).isEqualTo(503);
      assertThat(ours.headers().firstValue("Retry-After")).isPresent();
      assertThat(events.counts().received()).isEqualTo(2);
    }
  }

  @Test
  void bodiesHaveABoundAndOnlyPostIsAMethod() throws Exception {
    try (EventsFixture events =
        new EventsFixture(store).start(Type.GitHub, 1000, 16, EventsFixture.toInbox())) {
      String large = "{\"id\": 1, \"text\": \"" + "x".repeat(1000) + "\"}";
      assertThat(events.gitHub(large).statusCode()).isEqualTo(413);
      HttpRequest get = events.request(EVENT).GET().build();
      assertThat(events.send(get).statusCode()).isIn(404, 405);
      assertThat(events.counts()).isEqualTo(Counts.NONE);
    }
  }

  @Test
  void moreRequestsThanMayBeInWorkAreTurnedAway() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(3);
    Processor slow =
        exchange -> {
          inside.countDown();
          gate.await();
        };
    try (EventsFixture events =
        new EventsFixture(store).start(Type.GitHub, 1 << 20, 3, through(slow))) {
      List<CompletableFuture<Integer>> running = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        String body = "{\"id\": " + i + "}";
        running.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return events.gitHub(body).statusCode();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                },
                task -> new Thread(task).start()));
      }
      inside.await();
      HttpResponse<String> refused = events.gitHub("{\"id\": 9}");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      gate.countDown();
      assertThat(running).allSatisfy(one -> assertThat(one.get()).isEqualTo(202));
      assertThat(events.gitHub("{\"id\": 9}").statusCode()).isEqualTo(202);
    }
  }

  @Test
  void theRouteGetsTheBodyAndNoCredentials() throws Exception {
    List<Object> bodies = new CopyOnWriteArrayList<>();
    List<Map<String, Object>> headers = new CopyOnWriteArrayList<>();
    Processor look =
        exchange -> {
          bodies.add(exchange.getMessage().getBody());
          Map<String, Object> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          byName.putAll(exchange.getMessage().getHeaders());
          headers.add(byName);
          exchange.getMessage().setBody("{\"id\": " + bodies.size() + "}");
        };
    try (EventsFixture events =
        new EventsFixture(store).start(Type.HMAC, 1 << 20, 16, through(look))) {
      events.post(
          EVENT,
          "X-Sig",
          EventsFixture.hmac("s3cret", EVENT),
          "Content-Type",
          "application/json",
          "X-Event",
          "opened",
          "Authorization",
          "Bearer s3cret",
          "Cookie",
          "a=b",
          "X-Hub-Signature-256",
          "x",
          "X-Forwarded-For",
          "10.0.0.1");
    }
    assertThat(bodies.get(0)).isEqualTo(EVENT);
    assertThat(headers.get(0))
        .containsEntry("X-Event", "opened")
        .containsEntry(Exchange.CONTENT_TYPE, "application/json")
        .doesNotContainKeys(
            "Authorization", "Cookie", "X-Hub-Signature-256", "X-Sig", "X-Forwarded-For", "Host")
        .allSatisfy((name, value) -> assertThat(name).doesNotStartWith("Camel"));
  }

  @Test
  void whatTheMappingFiltersIsAcknowledged() throws Exception {
    RouteBuilder route =
        new RouteBuilder() {
          @Override
          public void configure() {
            from("events:vendor?call=receive-1")
                .routeId("receive")
                .transform()
                .jq("select(.action == \"closed\")")
                .to("inbox:in?call=receive-2");
          }
        };
    try (EventsFixture events = new EventsFixture(store).start(Type.GitHub, 1 << 20, 16, route)) {
      assertThat(events.gitHub(EVENT).statusCode()).isEqualTo(202);
      assertThat(events.counts()).isEqualTo(Counts.NONE);
    }
  }

  @Test
  void anEventThatHasNoKeyIsAcknowledgedAndADeadLetter() throws Exception {
    try (EventsFixture events = new EventsFixture(store).start(Type.GitHub)) {
      // the vendor could do nothing about it, its owner can
      assertThat(events.gitHub("{\"other\": 1}").statusCode()).isEqualTo(202);
      assertThat(events.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 0, 1));
    }
  }

  @Test
  void aSuspendedRouteAsksForThemLaterAndAResumedOneTakesThem() throws Exception {
    try (EventsFixture events = new EventsFixture(store).start(Type.GitHub)) {
      events.camel.getRouteController().suspendRoute("receive");
      HttpResponse<String> paused = events.gitHub(EVENT);
      assertThat(paused.statusCode()).isEqualTo(503);
      assertThat(paused.headers().firstValue("Retry-After")).isPresent();
      events.camel.getRouteController().resumeRoute("receive");
      await().atMost(Duration.ofSeconds(10)).until(() -> events.gitHub(EVENT).statusCode() == 202);
    }
  }

  @Test
  void withoutAnHttpServerTheStartSaysWhereItCannotListenAndWhy() throws Exception {
    try (EventsFixture events = new EventsFixture(store).withoutServer()) {
      assertThatThrownBy(() -> events.start(Type.GitHub))
          .hasStackTraceContaining(
              "cannot listen on " + EventsFixture.PATH + " for events of vendor")
          .hasMessageNotContaining("null");
    }
  }
}
