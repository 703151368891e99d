package dev.tenon.sandbox;

import static dev.tenon.sandbox.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.sandbox.config.SandboxConfig;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostileTest {
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              "{bounds: {body: 1KiB, connections: 20}, vendors: {v: {collections: {things: {}}, answers: [{path: /big, body: "
                  + "x".repeat(1000)
                  + "}, {path: /bad, headers: {X-Bad: \"a\\r\\nSet-Cookie: b\"}}]}}}"));
  private final URI uri = sandbox.uri();

  @AfterEach
  void theSandboxStillAnswers() {
    assertThat(Http.get(sandbox.uri("v"), "/things").statusCode()).isEqualTo(200);
    sandbox.close();
  }

  private String answer(String request) throws IOException {
    try (Wire wire = new Wire(uri).send(request)) {
      return wire.readAll().text();
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
    assertThat(answer("POST /v/things HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n"))
        .startsWith("HTTP/1.1 413")
        .contains("Connection: close");
    assertThat(sandbox.vendor("v").byStatus()).containsEntry(413, 1);
  }

  @Test
  void aBodyThatGrowsTooLargeIsRefusedAndTheAnswerArrives() throws IOException {
    StringBuilder request =
        new StringBuilder(
            "POST /v/things HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 200; i++) {
      request.append("200\r\n").append("x".repeat(512)).append("\r\n");
    }
    assertThat(answer(request.toString())).startsWith("HTTP/1.1 413");
  }

  @Test
  void headersAndLinesThatAreTooLongAreRefused() throws IOException {
    assertThat(answer("GET /v/" + "a".repeat(10_000) + " HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 414");
    assertThat(answer("GET /v/things HTTP/1.1\r\nX: " + "a".repeat(40_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431");
  }

  @Test
  void whatIsNoHttpIsRefused() throws IOException {
    assertThat(answer("\u0016\u0003\u0001\u0002 hello\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(answer("GET /v/things HTTP/1.1\r\nContent-Length: -5\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(
            answer(
                "POST /v/things HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef"))
        .startsWith("HTTP/1.1 400");
    assertThat(answer("POST /v/things HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
        .startsWith("HTTP/1.1 400");
  }

  @Test
  void noiseEndsNothing() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      byte[] noise = new byte[random.nextInt(2000)];
      random.nextBytes(noise);
      try (Wire wire = new Wire(uri)) {
        wire.socket().getOutputStream().write(noise);
        wire.socket().shutdownOutput();
        wire.readAll();
      }
    }
  }

  @Test
  void requestsInARowAreAnsweredInTheirOrder() throws IOException {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      row.append("POST /v/things HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{\"a\":")
          .append(100 + i)
          .append('}');
    }
    try (Wire wire = new Wire(uri).send(row.toString())) {
      for (int i = 0; i < 500; i++) {
        assertThat(wire.response()).contains("\"a\":" + (100 + i) + ",");
      }
    }
  }

  @Test
  void requestsInARowAreAnsweredInTheirOrderThoughTheFirstIsLate() throws IOException {
    sandbox
        .vendor("v")
        .fault(dev.tenon.sandbox.config.Fault.latency(java.time.Duration.ofMillis(300)).times(1));
    String get = "GET /v/things/%d HTTP/1.1\r\nHost: x\r\n\r\n";
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      row.append(get.formatted(i));
    }
    try (Wire wire = new Wire(uri).send(row.toString())) {
      for (int i = 0; i < 200; i++) {
        assertThat(wire.response()).contains("there is no things " + i + "\"");
      }
    }
  }

  @Test
  void aClientThatClosesItsDirectionGetsItsAnswer() throws IOException {
    try (Wire wire = new Wire(uri).send("GET /v/things HTTP/1.1\r\nHost: x\r\n\r\n")) {
      wire.socket().shutdownOutput();
      assertThat(wire.readAll().text()).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void moreConnectionsThanAllowedAreTurnedAway() throws IOException {
    List<Wire> open = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      open.add(new Wire(uri).send("GET /v/things HTTP/1.1\r\nHost: x\r\n\r\n"));
      open.get(i).response();
    }
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> {
              try (Wire more = new Wire(uri).send("GET /v/things HTTP/1.1\r\nHost: x\r\n\r\n")) {
                more.response();
              }
            })
        .isInstanceOf(java.net.SocketException.class);
    for (Wire wire : open) {
      wire.close();
    }
    await().until(() -> sandbox.vendor("v").openConnections() == 0);
  }

  @Test
  void aRequestThatNeverEndsIsNotWaitedForForEver() throws IOException {
    String yaml =
        "{bounds: {patience: 500ms, idle: 2s}, vendors: {v: {port: 0, collections: {t: {}}}}}";
    try (Sandbox brisk = Sandbox.start(SandboxConfig.parse(yaml));
        Wire partial =
            new Wire(brisk.uri("v"))
                .send("POST /t HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{");
        Wire halfHead = new Wire(brisk.uri("v")).send("POST /t HT");
        Wire idle = new Wire(brisk.uri("v")).send("GET /t HTTP/1.1\r\nHost: x\r\n\r\n")) {
      assertThat(idle.response()).startsWith("HTTP/1.1 200");
      assertThat(partial.readAll().text()).isEmpty();
      assertThat(halfHead.readAll().text()).isEmpty();
      assertThat(idle.readAll().text()).isEmpty();
      assertThat(brisk.vendor("v").connections()).isEqualTo(3);
      await().until(() -> brisk.vendor("v").openConnections() == 0);
    }
  }

  @Test
  void olderAndOddFormsOfHttpAreUnderstood() throws IOException {
    assertThat(answer("GET /v/things HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .contains("Connection: close");
    assertThat(
            answer("GET http://proxied.example/v/things?x=1 HTTP/1.1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    String head = answer("HEAD /v/big HTTP/1.1\r\nConnection: close\r\n\r\n");
    assertThat(head).contains("Content-Length: 1000").endsWith("\r\n\r\n");
    try (Wire wire =
        new Wire(uri)
            .send(
                "POST /v/things HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")) {
      assertThat(wire.response()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(wire.send("{}").response()).startsWith("HTTP/1.1 201");
    }
  }

  @Test
  void aHeaderCannotBreakOutOfItsLine() throws IOException {
    assertThat(answer("GET /v/bad HTTP/1.1\r\nConnection: close\r\n\r\n"))
        .contains("X-Bad: a  Set-Cookie: b\r\n");
  }

  @Test
  void linksFollowTheNameTheClientUsedUnlessItIsNone() throws IOException {
    String post =
        "POST /v/things HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}";
    assertThat(answer(post.formatted("crm.test:8080")))
        .contains("Location: http://crm.test:8080/v/things/1\r\n");
    assertThat(answer(post.formatted("a/<b>"))).contains("Location: " + uri + "/v/things/2\r\n");
  }
}
