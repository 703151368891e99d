package dev.tenon.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.camel.RequestRefused;
import dev.tenon.camel.SystemUnavailable;
import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.RunnerReport.Trouble;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpTest {
  private final RunnerHost host =
      RunnerHost.open(
          RunnerSettings.DEFAULT
              .allowing(Set.of("test"))
              .bounded(8, 1000)
              .grace(Duration.ofSeconds(20)));
  private final Caller caller = new Caller(host);

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void answersWithWhatTheRouteMakesOfTheRequest() {
    start(
        Plans.of("shop", "orders")
            .route(
                "answer",
                Kind.Http,
                "platform-http:/shop/orders/{id}",
                "transform: {jq: {expression: '{id: header(\"id\"), q: header(\"q\"), body: .x}'}}"));

    HttpResponse<String> response =
        caller.post(
            "/shop/orders/a%20b?q=1%262",
            "{\"x\": [1]}", "Content-Type", "application/json", "X-Mine", "1");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"id\":\"a b\",\"q\":\"1&2\",\"body\":[1]}");
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.headers().map().keySet())
        .as("nothing of the request comes back as a header")
        .containsExactlyInAnyOrder("content-type", "content-length");
  }

  @Test
  void headersOfCamelsOwnDoNotComeIn() {
    start(
        Plans.answering(
            "trusting",
            "transform: {jq: {expression: '[header(\"CamelHttpUri\"), header(\"CamelFileName\"), header(\"CamelHttpResponseCode\")]'}}"));

    HttpResponse<String> response =
        caller.post(
            "/shop/trusting?CamelFileName=x&camelHttpUri=evil",
            "",
            "CamelHttpUri",
            "http://evil",
            "CamelHttpResponseCode",
            "299");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo("[\"/shop/trusting?CamelFileName=x&camelHttpUri=evil\",null,null]");
  }

  @Test
  void aMappingReadsNoBodyAsNull() {
    start(Plans.answering("empty", "transform: {jq: {expression: '[., .a, header(\"q\")]'}}"));

    assertThat(caller.get("/shop/empty?q=1").body()).isEqualTo("[null,null,\"1\"]");
  }

  @Test
  void saysWhatIsNotThere() {
    start(
        Plans.of("shop", "a")
            .route(
                "one",
                Kind.Http,
                "platform-http:/shop/a/one?httpMethodRestrict=POST,PUT&consumes=application/json",
                "setBody: {constant: ok}")
            .route("two", Kind.Http, "platform-http:/shop/a/{id}", "setBody: {constant: other}"));

    assertThat(caller.get("/").statusCode()).isEqualTo(404);
    assertThat(caller.get("/shop").statusCode()).isEqualTo(404);
    assertThat(caller.get("/shop/b/one").statusCode()).isEqualTo(404);
    assertThat(caller.get("/shop/a").statusCode()).isEqualTo(404);
    assertThat(caller.get("/shop/a/one/two").statusCode()).isEqualTo(404);
    assertThat(caller.get("/shop/a/%2e%2e").statusCode()).isEqualTo(404);
    assertThat(caller.get("/shop/a/x").body()).isEqualTo("other");
    assertThat(caller.post("/shop/a/one", "{}", "Content-Type", "application/json").body())
        .isEqualTo("ok");
    assertThat(caller.post("/shop/a/one", "x", "Content-Type", "text/plain").statusCode())
        .isEqualTo(415);
    HttpResponse<String> problem = caller.get("/shop/nowhere");
    assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(Caller.json(problem).get("status").asInt()).isEqualTo(404);
  }

  @Test
  void saysWhichMethodsAPathTakes() {
    start(
        Plans.of("shop", "a")
            .route(
                "one",
                Kind.Http,
                "platform-http:/shop/a?httpMethodRestrict=POST,PUT",
                "setBody: {constant: ok}"));

    HttpResponse<String> response = caller.get("/shop/a");

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST, PUT");
  }

  @Test
  void readsNoMoreThanItsBound() {
    start(Plans.answering("small", "setBody: {constant: ok}"));

    assertThat(caller.post("/shop/small", "x".repeat(1000)).statusCode()).isEqualTo(200);
    assertThat(caller.post("/shop/small", "x".repeat(1001)).statusCode()).isEqualTo(413);
    assertThat(caller.post("/shop/small", "x".repeat(1000)).statusCode()).isEqualTo(200);
  }

  @Test
  void aSystemThatIsAwayIs503AndAUsedUpQuotaIs429() {
    fails(
        "away",
        new SystemUnavailable("erp", Trouble.Unavailable, 3, "503", Optional.empty(), null));
    fails(
        "quota",
        new SystemUnavailable(
            "erp",
            Trouble.QuotaExhausted,
            0,
            "used up",
            Optional.of(Duration.ofMillis(7_100)),
            null));

    HttpResponse<String> away = caller.get("/shop/away");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).contains("30");
    assertThat(Caller.json(away).get("detail").asText()).contains("erp");
    HttpResponse<String> quota = caller.get("/shop/quota");
    assertThat(quota.statusCode()).isEqualTo(429);
    assertThat(quota.headers().firstValue("Retry-After")).contains("8");
  }

  @Test
  void aRefusalIsTheVendorsOwnStatusWhereItIsAboutTheRequest() {
    for (int status : List.of(400, 404, 409, 422)) {
      fails("r" + status, new RequestRefused("erp", status, 1, "no", null));
      assertThat(caller.get("/shop/r" + status).statusCode()).isEqualTo(status);
    }
    for (int status : List.of(401, 403, 405, 0)) {
      fails("r" + status, new RequestRefused("erp", status, 1, "no", null));
      assertThat(caller.get("/shop/r" + status).statusCode()).isEqualTo(502);
    }
  }

  @Test
  void anyOtherFailureIs500AndKeepsItsReasonsToItself() {
    fails("broken", new IllegalStateException("jdbc:secret@inside"));

    HttpResponse<String> response = caller.get("/shop/broken");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("secret").doesNotContain("Exception");
    assertThat(Caller.json(response).get("instance").asText()).startsWith("urn:uuid:");
    assertThat(host.report(ref("broken")).orElseThrow().messages().refused()).isEqualTo(1);
  }

  @Test
  void anErrorOfTheMachineIsAFailureLikeAnother() {
    TestComponent.does(
        "deep",
        exchange -> {
          throw new StackOverflowError();
        });
    start(
        Plans.of("shop", "deep")
            .route("answer", Kind.Http, "platform-http:/shop/deep", "to: {uri: 'direct:next'}")
            .route("next", Kind.Direct, "direct:next", "to: {uri: 'test:deep'}"));

    for (int i = 0; i < 20; i++) {
      assertThat(caller.get("/shop/deep").statusCode()).isEqualTo(500);
    }
  }

  @Test
  void aBodyThatIsNotTheJsonItSaysIs400() {
    start(Plans.answering("jq", "transform: {jq: {expression: .x.y}}"));

    assertThat(caller.post("/shop/jq", "{oops", "Content-Type", "application/json").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aSlowIntegrationUsesUpItsOwnShareAndNobodyElses() {
    CountDownLatch slow = new CountDownLatch(1);
    Semaphore begun = new Semaphore(0);
    TestComponent.does(
        "slow",
        exchange -> {
          begun.release();
          slow.await();
        });
    start(Plans.answering("slow", "to: {uri: 'test:slow'}"));
    start(Plans.answering("quick", "setBody: {constant: ok}"));

    List<CompletableFuture<HttpResponse<String>>> waiting =
        IntStream.range(0, 8).mapToObj(i -> caller.sending("GET", "/shop/slow", "")).toList();
    await().atMost(Duration.ofSeconds(60)).until(() -> begun.availablePermits() == 8);

    HttpResponse<String> more = caller.get("/shop/slow");
    assertThat(more.statusCode()).isEqualTo(503);
    assertThat(more.headers().firstValue("Retry-After")).contains("1");
    assertThat(caller.get("/shop/quick").statusCode()).isEqualTo(200);
    slow.countDown();
    assertThat(waiting).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(204));
  }

  @Test
  void aPausedOneIs503AStoppedOneToo() {
    Plan plan = start(Plans.answering("door", "setBody: {constant: ok}"));

    host.pause(plan.of());
    assertThat(caller.get("/shop/door").statusCode()).isEqualTo(503);
    assertThat(caller.get("/shop/door").headers().firstValue("Retry-After")).isPresent();
    host.resume(plan.of());
    assertThat(caller.get("/shop/door").statusCode()).isEqualTo(200);
    host.stop(plan.of());
    assertThat(caller.get("/shop/door").statusCode()).isEqualTo(503);
    host.remove(plan.of());
    assertThat(caller.get("/shop/door").statusCode()).isEqualTo(404);
  }

  private void fails(String name, Exception failure) {
    TestComponent.does(
        name,
        exchange -> {
          throw failure;
        });
    start(Plans.answering(name, "to: {uri: 'test:" + name + "'}"));
  }

  private Plan start(Plans plans) {
    Plan plan = plans.plan();
    assertThat(host.start(plan, Grant.unlimited(plan.of())).cause()).isEmpty();
    return plan;
  }

  private static dev.tenon.plan.Ref ref(String name) {
    return dev.tenon.plan.Ref.integration("shop", name);
  }
}
