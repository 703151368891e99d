package dev.tenon.sandbox;

import static dev.tenon.sandbox.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.sandbox.config.SandboxConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlTest {
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              """
              vendors:
                helpdesk: {title: Help desk, collections: {tickets: {}}, limits: [{name: burst, calls: 1000, per: 10s}]}
                crm:
                  port: 0
                  auth: {type: OAuth2, clients: [{id: a, secret: b}]}
                  collections: {contacts: {records: [{name: Ana}]}}
                  webhooks: {changed: {payload: {n: '{{n}}'}, sign: {type: Stripe, secret: s}}}
              """));
  private final URI control = URI.create(sandbox.uri() + "/_sandbox");

  @AfterEach
  void close() {
    sandbox.close();
  }

  private JsonNode ok(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return Http.json(answer);
  }

  @Test
  void aVendorIsStoppedAndStarted() throws IOException {
    assertThat(ok(Http.post(control, "/helpdesk/stop", "")).path("answers").asBoolean()).isFalse();
    assertThat(Http.get(sandbox.uri("helpdesk"), "/tickets").statusCode()).isEqualTo(503);
    assertThat(ok(Http.post(control, "/helpdesk/start", "")).path("answers").asBoolean()).isTrue();
    assertThat(Http.get(sandbox.uri("helpdesk"), "/tickets").statusCode()).isEqualTo(200);

    assertThat(
            ok(Http.post(control, "/crm/stop", "{\"how\":\"Refused\"}")).path("stopped").asText())
        .isEqualTo("Refused");
    await()
        .untilAsserted(
            () ->
                Assertions.assertThatThrownBy(() -> new Wire(sandbox.uri("crm")).close())
                    .isInstanceOf(ConnectException.class));
    ok(Http.post(control, "/crm/start", ""));
    new Wire(sandbox.uri("crm")).close();

    assertThat(Http.post(control, "/helpdesk/stop", "{\"how\":\"Refused\"}").body())
        .contains("give it one of its own");
    assertThat(Http.post(control, "/helpdesk/stop", "{\"how\":\"Softly\"}").body())
        .contains("how is 'Softly'; expected one of [Unavailable, Refused, Reset, Silent]");
    assertThat(Http.post(control, "/helpdesk/stop", "{\"hwo\":\"Reset\"}").body())
        .contains("there is no hwo here; known are how");
  }

  @Test
  void allVendorsAreStoppedStartedAndResetTogether() {
    Http.post(sandbox.uri("helpdesk"), "/tickets", "{}");
    ok(Http.post(control, "/stop", ""));
    assertThat(sandbox.vendors()).allMatch(vendor -> vendor.stopped().isPresent());
    ok(Http.post(control, "/start", ""));
    assertThat(sandbox.vendors()).allMatch(vendor -> vendor.stopped().isEmpty());
    ok(Http.post(control, "/reset", ""));
    assertThat(sandbox.vendor("helpdesk").receivedCount()).isZero();
  }

  @Test
  void faultsAreAddedListedAndCleared() {
    JsonNode added =
        ok(
            Http.post(
                control,
                "/helpdesk/faults",
                "[{type: Status, status: 500, times: 1}, {type: Latency, delay: 1ms}]"));
    assertThat(added)
        .hasToString(
            "[{\"id\":1,\"summary\":\"Status 500, once\"},{\"id\":2,\"summary\":\"Latency 1 ms\"}]");
    assertThat(Http.get(sandbox.uri("helpdesk"), "/tickets").statusCode()).isEqualTo(500);
    JsonNode faults = ok(Http.get(control, "/helpdesk")).path("faults");
    assertThat(faults).hasToString("[{\"id\":2,\"summary\":\"Latency 1 ms\",\"struck\":1}]");

    assertThat(Http.send("DELETE", control, "/helpdesk/faults/1", "").statusCode()).isEqualTo(404);
    ok(Http.send("DELETE", control, "/helpdesk/faults/2", ""));
    ok(Http.post(control, "/helpdesk/faults", "{type: Silence}"));
    ok(Http.send("DELETE", control, "/helpdesk/faults", ""));
    assertThat(Http.get(sandbox.uri("helpdesk"), "/tickets").statusCode()).isEqualTo(200);

    assertThat(Http.post(control, "/helpdesk/faults", "{type: Stauts}").body())
        .contains("faults:1:8: type: is 'Stauts'; expected one of Latency, Status");
    assertThat(Http.post(control, "/helpdesk/faults", "{type: Reset, at: Connect}").statusCode())
        .isEqualTo(409);
  }

  @Test
  void theNewestComesFirstWhicheverVendorItCameTo() {
    for (int i = 0; i < 100; i++) {
      Http.get(sandbox.uri("helpdesk"), "/tickets?i=" + i);
      Http.get(sandbox.uri("crm"), "/contacts?i=" + i);
    }

    JsonNode received = ok(Http.get(control, "/received?limit=200"));
    assertThat(received).hasSize(200);
    for (int i = 0; i < 200; i++) {
      assertThat(received.get(i).path("vendor").asText())
          .isEqualTo(i % 2 == 0 ? "crm" : "helpdesk");
    }
  }

  @Test
  void whatWasReceivedIsRead() {
    Http.post(sandbox.uri("helpdesk"), "/tickets", "{\"subject\":\"a\"}", "Idempotency-Key", "k1");
    Http.post(sandbox.uri("helpdesk"), "/tickets", "{\"subject\":\"a\"}", "Idempotency-Key", "k1");
    Http.post(sandbox.uri("helpdesk"), "/tickets", "{\"subject\":\"b\"}", "Idempotency-Key", "k2");
    Http.get(sandbox.uri("crm"), "/contacts");

    JsonNode received = ok(Http.get(control, "/received?limit=10"));
    assertThat(received).hasSize(4);
    assertThat(received.get(0).path("vendor").asText()).isEqualTo("crm");
    assertThat(received.get(0).path("status").asInt()).isEqualTo(401);
    assertThat(ok(Http.get(control, "/helpdesk/received?key=k2")).get(0).path("body").asText())
        .isEqualTo("{\"subject\":\"b\"}");
    assertThat(ok(Http.get(control, "/helpdesk/received?path=/other"))).isEmpty();
    assertThat(ok(Http.get(control, "/helpdesk/keys?min=2")))
        .hasToString("[{\"name\":\"k1\",\"received\":2,\"applied\":2,\"differing\":false}]");
    assertThat(ok(Http.get(control, "/helpdesk/paths")).get(0).path("name").asText())
        .isEqualTo("POST /tickets");
    assertThat(ok(Http.get(control, "/helpdesk/resources"))).hasSize(3);
    JsonNode counts = ok(Http.get(control, "")).path("vendors").get(0).path("counts");
    assertThat(ok(Http.get(control, "/helpdesk")).path("collections"))
        .hasToString(
            "[{\"name\":\"tickets\",\"path\":\"/tickets\",\"records\":3,\"dropped\":0,\"received\":3,\"applied\":3}]");
    assertThat(counts.path("keys").asInt()).isEqualTo(2);
    assertThat(counts.path("keysRepeated").asInt()).isEqualTo(1);
    assertThat(counts.path("keysAppliedTwice").asInt()).isEqualTo(1);

    ok(Http.post(control, "/helpdesk/forget", ""));
    assertThat(ok(Http.get(control, "/helpdesk/received"))).isEmpty();
    assertThat(ok(Http.get(control, "/helpdesk/records/tickets"))).hasSize(3);
  }

  @Test
  void recordsArePutTimePassesAndTokensAreRevoked() {
    ok(Http.post(control, "/crm/records/contacts", "{\"id\":\"1\",\"name\":\"Bo\"}"));
    assertThat(ok(Http.get(control, "/crm/records/contacts")).get(0).path("name").asText())
        .isEqualTo("Bo");
    assertThat(Http.get(control, "/crm/records/nothing").statusCode()).isEqualTo(404);

    String token =
        Http.json(
                Http.post(
                    sandbox.uri("crm"),
                    "/oauth/token",
                    "grant_type=client_credentials&client_id=a&client_secret=b"))
            .path("access_token")
            .asText();
    assertThat(
            Http.get(sandbox.uri("crm"), "/contacts", "Authorization", "Bearer " + token)
                .statusCode())
        .isEqualTo(200);
    ok(Http.post(control, "/crm/revoke", ""));
    assertThat(
            Http.get(sandbox.uri("crm"), "/contacts", "Authorization", "Bearer " + token)
                .statusCode())
        .isEqualTo(401);
    ok(Http.post(control, "/advance", "{\"by\":\"1h\"}"));
    assertThat(Http.post(control, "/advance", "{\"by\":\"yesterday\"}").body())
        .contains("by: 'yesterday' is no duration");
    assertThat(Http.post(control, "/advance", "").body()).contains("by is missing");
  }

  @Test
  void webhooksAreSentScheduledAndLoaded() {
    String url = ",\"url\":\"" + sandbox.uri("helpdesk") + "/tickets\"}";
    ok(Http.post(control, "/crm/webhooks/changed/send", "{\"count\":3,\"body\":{\"a\":1}" + url));
    await()
        .untilAsserted(
            () -> assertThat(sandbox.vendor("helpdesk").byStatus()).containsEntry(201, 3));
    assertThat(Http.post(control, "/crm/webhooks/changed/send", "").statusCode())
        .as("no receiver is declared")
        .isEqualTo(409);

    ok(
        Http.post(
            control, "/crm/webhooks/changed/schedule", "{\"every\":\"1ms\",\"times\":2" + url));
    await().until(() -> sandbox.vendor("crm").webhook("changed").counts().acknowledged() == 5);
    ok(Http.post(control, "/crm/webhooks/changed/schedule", "{\"every\":\"1h\",\"first\":\"1h\"}"));
    assertThat(
            ok(Http.post(control, "/crm/webhooks/changed/unschedule", ""))
                .path("scheduled")
                .asBoolean())
        .isFalse();

    ok(
        Http.post(
            control,
            "/crm/webhooks/changed/load",
            "{\"rate\":100,\"for\":\"100ms\",\"connections\":4}"));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        ok(Http.get(control, "/crm/webhooks/changed"))
                            .path("load")
                            .path("acknowledged")
                            .asInt())
                    .isEqualTo(10));
    assertThat(ok(Http.get(control, "/crm")).path("webhooks").get(0).path("acknowledged").asInt())
        .isEqualTo(15);
    assertThat(Http.post(control, "/crm/webhooks/changed/load", "{\"rate\":0}").body())
        .contains("expected events a second");
    assertThat(Http.get(control, "/crm/webhooks/nothing").body())
        .contains("there is no webhook 'nothing'; there are changed");
  }

  @Test
  void whatCannotBeUnderstoodIsRefusedWithWhatCouldBe() {
    assertThat(Http.post(control, "/helpdesk/stopp", "").body())
        .contains("a vendor takes stop, start, faults");
    assertThat(Http.get(control, "/nobody").body())
        .contains("there is no vendor nobody and no such call; vendors are helpdesk, crm");
    assertThat(Http.get(control, "/stop").statusCode()).isEqualTo(405);
    assertThat(Http.get(control, "/helpdesk/received?limit=x").statusCode()).isEqualTo(400);
    assertThat(Http.post(control, "/advance", "[]").statusCode()).isEqualTo(400);
    assertThat(Http.send("PUT", control, "/helpdesk/stop", "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void pagesFromElsewhereCannotUseIt() throws IOException {
    assertThat(
            Http.post(control, "/helpdesk/stop", "", "Origin", "https://evil.example").statusCode())
        .isEqualTo(403);
    assertThat(Http.post(control, "/helpdesk/stop", "", "Origin", "null").statusCode())
        .isEqualTo(403);
    assertThat(sandbox.vendor("helpdesk").stopped()).isEmpty();
    try (Wire wire =
        new Wire(sandbox.uri()).send("GET /_sandbox HTTP/1.1\r\nHost: rebound.example\r\n\r\n")) {
      assertThat(wire.response())
          .startsWith("HTTP/1.1 403")
          .contains("call it by 127.0.0.1 or localhost");
    }
    assertThat(
            Http.post(control, "/helpdesk/stop", "", "Origin", sandbox.uri().toString())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void thePageLoadsNothingFromElsewhere() {
    HttpResponse<String> page = Http.get(sandbox.uri(), "/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .startsWith("default-src 'self'");
    assertThat(page.body())
        .contains("<html lang=\"en\">")
        .doesNotContain("http://")
        .doesNotContain("https://");
    for (String asset : new String[] {"page.css", "page.js"}) {
      assertThat(page.body()).contains("/_sandbox/" + asset);
      assertThat(Http.get(control, "/" + asset).body())
          .isNotBlank()
          .doesNotContain("http://")
          .doesNotContain("https://");
    }
  }
}
