package dev.tenon.camel.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.camel.state.SqlStateStore;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.Webhook.Type;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What single vendors do besides signing. */
class VendorEventsTest {
  private static final String EVENT = "{\"id\": 7, \"action\": \"opened\"}";

  @TempDir Path folder;
  private SqlStateStore store;

  @BeforeEach
  void open() {
    store = SqlStateStore.h2(folder.resolve("state"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void questionsOfVendorsAreAnsweredAndAreNoEvents() throws Exception {
    try (EventsFixture events = new EventsFixture(store).start(Type.GitHub)) {
      String ping = "{\"zen\": \"Keep it logically awesome.\"}";
      assertThat(
              events
                  .post(
                      ping,
                      "X-GitHub-Event",
                      "ping",
                      "X-Hub-Signature-256",
                      "sha256=" + EventsFixture.hmac("s3cret", ping))
                  .statusCode())
          .isEqualTo(202);
      assertThat(
              events
                  .post(ping, "X-GitHub-Event", "ping", "X-Hub-Signature-256", "sha256=00")
                  .statusCode())
          .isEqualTo(401);
      assertThat(events.counts()).isEqualTo(Counts.NONE);
    }
    try (EventsFixture events = new EventsFixture(store).start(Type.Slack)) {
      String challenge = "{\"type\": \"url_verification\", \"challenge\": \"3eZbrw1aB\"}";
      long seconds = Instant.now().getEpochSecond();
      HttpResponse<String> answer =
          events.post(
              challenge,
              "Content-Type",
              "application/json",
              "X-Slack-Request-Timestamp",
              "" + seconds,
              "X-Slack-Signature",
              "v0=" + EventsFixture.hmac("s3cret", "v0:" + seconds + ":" + challenge));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("3eZbrw1aB");
      assertThat(events.counts()).isEqualTo(Counts.NONE);
    }
  }

  @Test
  void hubSpotSignsThePublicUrlWhichNoForwardedHeaderSays() throws Exception {
    Instant now = Instant.now();
    try (EventsFixture events =
        new EventsFixture(store).publicUrl("https://hooks.example.com/").start(Type.HubSpotV3)) {
      assertThat(
              events
                  .post(EVENT, hubSpot("https://hooks.example.com" + EventsFixture.PATH, now))
                  .statusCode())
          .isEqualTo(202);
      List<String> forwarded =
          new ArrayList<>(
              List.of(hubSpot("https://evil.example" + EventsFixture.PATH, now.plusMillis(1))));
      forwarded.addAll(List.of("X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https"));
      assertThat(events.post(EVENT, forwarded.toArray(String[]::new)).statusCode()).isEqualTo(401);
      assertThat(
              events
                  .post(
                      EVENT,
                      hubSpot(
                          "http://127.0.0.1:" + events.port() + EventsFixture.PATH,
                          now.plusMillis(2)))
                  .statusCode())
          .isEqualTo(401);
    }
    try (EventsFixture events = new EventsFixture(store).start(Type.HubSpotV3)) {
      assertThat(
              events
                  .post(
                      EVENT,
                      hubSpot(
                          "https://127.0.0.1:" + events.port() + EventsFixture.PATH,
                          now.plusMillis(3)))
                  .statusCode())
          .as("behind a proxy that ends TLS and keeps the host")
          .isEqualTo(202);
    }
  }

  private static String[] hubSpot(String uri, Instant at) throws Exception {
    String millis = Long.toString(at.toEpochMilli());
    byte[] digest =
        java.util.HexFormat.of()
            .parseHex(EventsFixture.hmac("s3cret", "POST" + uri + EVENT + millis));
    return new String[] {
      "X-HubSpot-Request-Timestamp",
      millis,
      "X-HubSpot-Signature-v3",
      java.util.Base64.getEncoder().encodeToString(digest)
    };
  }
}
