package dev.tenon.sandbox;

import static dev.tenon.sandbox.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.config.Fault.At;
import dev.tenon.sandbox.config.SandboxConfig;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final String GET = "GET /things HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String POST =
      "POST /things HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n\r\n{\"name\":\"a\"}";

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              "vendors: {v: {port: 0, collections: {things: {records: [{name: first}]}}}}"));
  private final Vendor vendor = sandbox.vendor("v");
  private final URI uri = sandbox.uri("v");

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aStatusIsAnsweredSoManyTimesAndThenNoMore() {
    Vendor.Striking fault = vendor.fault(Fault.status(503).times(2));

    assertThat(Http.get(uri, "/things").statusCode()).isEqualTo(503);
    assertThat(Http.get(uri, "/things").statusCode()).isEqualTo(503);
    assertThat(Http.get(uri, "/things").statusCode()).isEqualTo(200);
    assertThat(fault.struck()).isEqualTo(2);
  }

  @Test
  void aFaultStrikesOnlyTheMethodAndPathItIsFor() {
    vendor.fault(Fault.status(500).on("POST", "/things"));

    assertThat(Http.get(uri, "/things").statusCode()).isEqualTo(200);
    assertThat(Http.post(uri, "/things", "{}").statusCode()).isEqualTo(500);
    assertThat(vendor.records("things")).hasSize(1);
  }

  @Test
  void aFaultCanLetTheFirstRequestsPass() {
    vendor.fault(Fault.status(500).skip(1).times(1));

    assertThat(Http.get(uri, "/things").statusCode()).isEqualTo(200);
    assertThat(Http.get(uri, "/things").statusCode()).isEqualTo(500);
    assertThat(Http.get(uri, "/things").statusCode()).isEqualTo(200);
  }

  @Test
  void aRequestThatIsStruckCanTakeEffectAllTheSame() {
    vendor.fault(Fault.status(500).applied(true));

    assertThat(Http.post(uri, "/things", "{\"name\":\"second\"}").statusCode()).isEqualTo(500);
    assertThat(vendor.records("things")).hasSize(2);
    assertThat(vendor.byResource().get("things/2").applied()).isEqualTo(1);
  }

  @Test
  void aStatusCanHaveItsOwnBodyAndHeaders() {
    vendor.fault(
        Fault.status(502)
            .body("<h1>Bad gateway</h1>")
            .header("Content-Type", "text/html")
            .header("Via", "1.1 edge"));

    HttpResponse<String> answer = Http.get(uri, "/things");

    assertThat(answer.body()).isEqualTo("<h1>Bad gateway</h1>");
    assertThat(answer.headers().allValues("content-type")).containsExactly("text/html");
    assertThat(answer.headers().firstValue("via")).contains("1.1 edge");
  }

  @Test
  void aProbabilityStrikesTheSameRequestsWithTheSameSeed() {
    assertThat(struckAmong100()).isEqualTo(struckAmong100()).contains("1").contains("0");
  }

  private static String struckAmong100() {
    StringBuilder struck = new StringBuilder();
    try (Sandbox one =
        Sandbox.start(
            SandboxConfig.parse("{seed: 7, vendors: {v: {collections: {things: {}}}}}"))) {
      one.vendor("v").fault(Fault.status(500).probability(0.3));
      for (int i = 0; i < 100; i++) {
        struck.append(Http.get(one.uri("v"), "/things").statusCode() == 500 ? '1' : '0');
      }
    }
    return struck.toString();
  }

  @Test
  void aLatencyDelaysTheAnswerAndNotTheEffect() throws IOException {
    vendor.fault(Fault.latency(Duration.ofHours(1)).on("POST", "/things"));

    try (Wire wire = new Wire(uri).timeout(Duration.ofMillis(300)).send(POST)) {
      assertThatThrownBy(wire::response).isInstanceOf(SocketTimeoutException.class);
      await().until(() -> vendor.records("things").size() == 2);
    }
  }

  @Test
  void aLatencyAddsToAnotherFault() throws IOException {
    vendor.fault(Fault.latency(Duration.ofMillis(200)));
    vendor.fault(Fault.status(503));
    Instant start = Instant.now();

    assertThat(Http.get(uri, "/things").statusCode()).isEqualTo(503);
    assertThat(Duration.between(start, Instant.now()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    assertThat(vendor.received().get(0).fault()).isEqualTo("Latency; Status");
  }

  @Test
  void aRateLimitSaysWhenInSecondsOrAsADate() {
    vendor.fault(Fault.rateLimited(Duration.ofSeconds(7), Fault.RetryAfter.Seconds).times(1));
    HttpResponse<String> seconds = Http.get(uri, "/things");
    vendor.fault(Fault.rateLimited(Duration.ofSeconds(90), Fault.RetryAfter.Date).times(1));
    HttpResponse<String> date = Http.get(uri, "/things");

    assertThat(seconds.statusCode()).isEqualTo(429);
    assertThat(seconds.headers().firstValue("retry-after")).contains("7");
    ZonedDateTime until =
        ZonedDateTime.parse(
            date.headers().firstValue("retry-after").orElseThrow(),
            DateTimeFormatter.RFC_1123_DATE_TIME);
    assertThat(until.toInstant())
        .isBetween(Instant.now().plusSeconds(30), Instant.now().plusSeconds(91));
  }

  @Test
  void aDripSendsTheAnswerByteByByte() throws IOException {
    vendor.fault(Fault.drip(Fault.Part.Body, Duration.ofMillis(5)));

    try (Wire wire = new Wire(uri).send("GET /things HTTP/1.0\r\n\r\n")) {
      Wire.Read read = wire.readAll();
      assertThat(read.text()).startsWith("HTTP/1.1 200 OK").endsWith("}");
      assertThat(read.pieces()).hasSizeGreaterThan(20);
    }
  }

  @Test
  void aDripCanDelayTheHeadersAlone() throws IOException {
    vendor.fault(Fault.drip(Fault.Part.Head, Duration.ofMillis(2)));

    try (Wire wire = new Wire(uri).send(GET).send(GET)) {
      assertThat(wire.response()).contains("\"name\":\"first\"");
      assertThat(wire.response()).contains("\"name\":\"first\"");
    }
  }

  @Test
  void aConnectionIsResetAsSoonAsItIsMade() {
    vendor.fault(Fault.reset(At.Connect));

    // the reset may be there before the connect has returned
    assertThatThrownBy(
            () -> {
              try (Wire wire = new Wire(uri).send(GET)) {
                wire.response();
              }
            })
        .isInstanceOf(SocketException.class)
        .hasMessageMatching("(?i).*(reset|broken pipe).*");
    assertThat(vendor.receivedCount()).isZero();
  }

  @Test
  void aConnectionIsResetBeforeTheBodyIsRead() throws IOException {
    vendor.fault(Fault.reset(At.BeforeRequest));

    try (Wire wire =
        new Wire(uri).send("POST /things HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n")) {
      assertThat(wire.readAll())
          .extracting(Wire.Read::end, Wire.Read::text)
          .containsExactly(Wire.End.RESET, "");
    }
    assertThat(vendor.records("things")).hasSize(1);
    assertThat(vendor.byStatus()).containsEntry(0, 1);
  }

  @Test
  void aConnectionIsResetAfterTheRequestWithoutEffectOrWith() throws IOException {
    vendor.fault(Fault.reset(At.AfterRequest).times(1));
    try (Wire wire = new Wire(uri).send(POST)) {
      assertThat(wire.readAll())
          .extracting(Wire.Read::end, Wire.Read::text)
          .containsExactly(Wire.End.RESET, "");
    }
    assertThat(vendor.records("things")).hasSize(1);

    vendor.fault(Fault.reset(At.AfterRequest).applied(true));
    try (Wire wire = new Wire(uri).send(POST)) {
      assertThat(wire.readAll().end()).isEqualTo(Wire.End.RESET);
    }
    assertThat(vendor.records("things")).hasSize(2);
  }

  @Test
  void aConnectionIsResetInTheMiddleOfHeadersOrBody() throws IOException {
    vendor.fault(Fault.reset(At.MidHead).times(1));
    try (Wire wire = new Wire(uri).send(GET)) {
      Wire.Read read = wire.readAll();
      assertThat(read.end()).isEqualTo(Wire.End.RESET);
      assertThat(read.text()).startsWith("HTTP/1.1 200").doesNotContain("\r\n\r\n");
    }
    vendor.fault(Fault.reset(At.MidBody));
    try (Wire wire = new Wire(uri).send(GET)) {
      Wire.Read read = wire.readAll();
      assertThat(read.end()).isEqualTo(Wire.End.RESET);
      assertThat(read.text()).contains("\r\n\r\n{\"items\"").doesNotEndWith("}");
    }
  }

  @Test
  void aHalfClosedConnectionStillTakesBytes() throws IOException {
    vendor.fault(Fault.halfClose(At.AfterRequest));

    try (Wire wire = new Wire(uri).send(GET)) {
      assertThat(wire.readAll())
          .extracting(Wire.Read::end, Wire.Read::text)
          .containsExactly(Wire.End.CLOSED, "");
      wire.send(GET).send(GET);
      assertThat(vendor.openConnections()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerCanHaveFewerBytesThanItPromises() throws IOException {
    vendor.fault(Fault.truncate());

    try (Wire wire = new Wire(uri).send(GET)) {
      Wire.Read read = wire.readAll();
      String[] parts = read.text().split("\r\n\r\n", 2);
      int promised = Integer.parseInt(parts[0].replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
      assertThat(read.end()).isEqualTo(Wire.End.CLOSED);
      assertThat(parts[1].length()).isPositive().isLessThan(promised);
    }
  }

  @Test
  void aRequestCanStayWithoutAnAnswer() throws IOException {
    vendor.fault(Fault.silence());

    try (Wire wire = new Wire(uri).timeout(Duration.ofMillis(300)).send(GET)) {
      assertThatThrownBy(wire::response).isInstanceOf(SocketTimeoutException.class);
      await().until(() -> vendor.openConnections() == 1);
    }
    await().until(() -> vendor.openConnections() == 0);
  }

  @Test
  void anAnswerCanBeNoJson() {
    vendor.fault(Fault.invalidJson());

    HttpResponse<String> answer = Http.get(uri, "/things");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> Http.json(answer)).isInstanceOf(java.io.UncheckedIOException.class);
  }

  @Test
  void anAnswerCanBeHuge() {
    vendor.fault(Fault.hugeBody(5_000_000));

    assertThat(Http.json(Http.get(uri, "/things")).path("padding").asText()).hasSize(5_000_000);
  }

  @Test
  void aRedirectSendsElsewhere() {
    vendor.fault(Fault.redirect("/login"));

    HttpResponse<String> answer = Http.get(uri, "/things");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("location")).contains(uri + "/login");
  }

  @Test
  void clearedFaultsStrikeNoMore() {
    Vendor.Striking one = vendor.fault(Fault.status(500));
    one.clear();
    assertThat(Http.get(uri, "/things").statusCode()).isEqualTo(200);

    vendor.fault(Fault.status(500));
    vendor.clearFaults();
    assertThat(Http.get(uri, "/things").statusCode()).isEqualTo(200);
  }
}
