package dev.tenon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.vendor.ReceivedRequest;
import dev.tenon.sandbox.vendor.Tally;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CountsTest {
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              """
              vendors:
                forgetful: {collections: {tickets: {}}}
                honest: {idempotency: {honour: true}, collections: {tickets: {}}}
              """));

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void requestsAreCountedByKeyPathRecordAndStatus() {
    URI uri = sandbox.uri("forgetful");
    Http.post(uri, "/tickets", "{\"subject\":\"a\"}", "Idempotency-Key", "k1");
    Http.post(uri, "/tickets", "{\"subject\":\"a\"}", "Idempotency-Key", "k1");
    Http.post(uri, "/tickets", "{\"subject\":\"b\"}", "Idempotency-Key", "k2");
    Http.get(uri, "/tickets/1");

    Vendor vendor = sandbox.vendor("forgetful");
    assertThat(vendor.receivedCount()).isEqualTo(4);
    assertThat(vendor.byKey().values())
        .containsExactly(new Tally("k1", 2, 2, false), new Tally("k2", 1, 1, false));
    assertThat(vendor.byPath().get("POST /tickets").received()).isEqualTo(3);
    assertThat(vendor.byResource().get("tickets/1"))
        .as("a write and a read")
        .isEqualTo(new Tally("tickets/1", 2, 1, false));
    assertThat(vendor.appliedCount()).isEqualTo(3);
    assertThat(vendor.byStatus())
        .containsOnly(
            org.assertj.core.api.Assertions.entry(201, 3),
            org.assertj.core.api.Assertions.entry(200, 1));
    assertThat(vendor.records("tickets")).hasSize(3);
  }

  @Test
  void aFailedRequestWithAKeyIsReceivedAndNotApplied() {
    URI uri = sandbox.uri("forgetful");
    sandbox.vendor("forgetful").fault(Fault.status(503).times(1));
    Http.post(uri, "/tickets", "{}", "Idempotency-Key", "k1");
    Http.post(uri, "/tickets", "{}", "Idempotency-Key", "k1");

    assertThat(sandbox.vendor("forgetful").byKey().values())
        .containsExactly(new Tally("k1", 2, 1, false));
  }

  @Test
  void oneKeyWithTwoBodiesIsSeen() {
    URI uri = sandbox.uri("forgetful");
    Http.post(uri, "/tickets", "{\"subject\":\"a\"}", "Idempotency-Key", "k1");
    Http.post(uri, "/tickets", "{\"subject\":\"b\"}", "Idempotency-Key", "k1");

    assertThat(sandbox.vendor("forgetful").byKey().get("k1").differing()).isTrue();
  }

  @Test
  void aVendorThatHonoursKeysGivesTheFirstAnswerAgain() {
    URI uri = sandbox.uri("honest");
    String first =
        Http.post(uri, "/tickets", "{\"subject\":\"a\"}", "Idempotency-Key", "k1").body();
    var second = Http.post(uri, "/tickets", "{\"subject\":\"a\"}", "Idempotency-Key", "k1");

    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first);
    assertThat(second.headers().firstValue("idempotent-replayed")).contains("true");
    assertThat(
            Http.post(uri, "/tickets", "{\"subject\":\"b\"}", "Idempotency-Key", "k1").statusCode())
        .isEqualTo(422);
    assertThat(sandbox.vendor("honest").records("tickets")).hasSize(1);
    assertThat(sandbox.vendor("honest").byKey().values())
        .containsExactly(new Tally("k1", 3, 1, true));
  }

  @Test
  void aSearchWithAKeyIsNeitherAChangeNorAnsweredFromMemory() {
    URI uri = sandbox.uri("honest");
    String before = Http.post(uri, "/tickets/search", "{}", "Idempotency-Key", "poll").body();
    Http.post(uri, "/tickets", "{}", "Idempotency-Key", "k1");
    String after = Http.post(uri, "/tickets/search", "{}", "Idempotency-Key", "poll").body();

    assertThat(before).contains("\"items\":[]");
    assertThat(after).contains("\"id\":\"1\"");
    assertThat(sandbox.vendor("honest").byKey().get("poll").applied()).isZero();
  }

  @Test
  void whatWasReceivedCanBeReadInFull() {
    Http.post(
        sandbox.uri("forgetful"),
        "/tickets?x=%20y",
        "{\"subject\":\"Grüße\"}",
        "Idempotency-Key",
        "k1",
        "X-Test",
        "1");

    ReceivedRequest request = sandbox.vendor("forgetful").received().get(0);
    assertThat(request.text()).isEqualTo("{\"subject\":\"Grüße\"}");
    assertThat(request.header("x-test")).contains("1");
    assertThat(request)
        .extracting(
            ReceivedRequest::method,
            ReceivedRequest::path,
            ReceivedRequest::query,
            ReceivedRequest::status,
            ReceivedRequest::applied)
        .containsExactly("POST", "/tickets", "x=%20y", 201, true);
  }

  @Test
  void onlyTheLastRequestsAreKept() {
    try (Sandbox small =
        Sandbox.start(
            SandboxConfig.parse(
                "{bounds: {requests: 2, counted: 2}, vendors: {v: {collections: {t: {}}}}}"))) {
      for (int i = 0; i < 4; i++) {
        Http.post(small.uri("v"), "/t", "{}", "Idempotency-Key", "k" + i);
      }
      assertThat(small.vendor("v").received())
          .extracting(ReceivedRequest::number)
          .containsExactly(3L, 4L);
      assertThat(small.vendor("v").byKey().values())
          .extracting(Tally::name, Tally::received)
          .containsExactly(tuple("k0", 1), tuple("k1", 1), tuple("(others)", 2));
    }
  }

  @Test
  void resetBringsBackTheStart() {
    URI uri = sandbox.uri("honest");
    Http.post(uri, "/tickets", "{}", "Idempotency-Key", "k1");
    sandbox.vendor("honest").fault(Fault.status(500));
    sandbox.reset();

    assertThat(sandbox.vendor("honest").receivedCount()).isZero();
    assertThat(sandbox.vendor("honest").records("tickets")).isEmpty();
    assertThat(Http.post(uri, "/tickets", "{}", "Idempotency-Key", "k1").statusCode())
        .isEqualTo(201);
  }
}
