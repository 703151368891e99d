package dev.tenon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.sandbox.vendor.Tally;
import dev.tenon.sandbox.webhook.Event;
import dev.tenon.sandbox.webhook.WebhookService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Payloads that nobody here made up, as GitHub sends them, correctly signed and not. */
class GithubIssuesTest extends SampleScene {
  private static final Path SAMPLE = Path.of("../samples/github-issues");
  private static final int ROUNDS = 25;

  @Override
  Path sample() {
    return SAMPLE;
  }

  @Override
  void connect() {
    issues().to(route("/support/issues-to-tickets/github"));
    issues().stop(); // what is sent here is counted
  }

  private WebhookService issues() {
    return sandbox.vendor("github").webhook("issues");
  }

  @Test
  void everyIssueEventBecomesATicketExactlyOnce() throws Exception {
    namespace("support");
    apply(PATTERNS, ".yaml");
    apply(SAMPLE, "estate.yaml");
    awaitSaid("support", "issues-to-tickets", "Ready", "True Running");

    List<Path> payloads = new ArrayList<>();
    try (var files = Files.list(SAMPLE.resolve("events"))) {
      files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(payloads::add);
    }
    int sent = 0;
    int expected = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (Path payload : payloads) {
        String name = payload.getFileName().toString().replaceFirst("-[0-9]+\\.json", "");
        Event event =
            Event.of(Files.readString(payload))
                .named(name)
                .id("delivery-" + round + "-" + payload.getFileName());
        // GitHub sends again what it did not see acknowledged: here each is sent twice
        assertThat(issues().send(event).get().status()).isEqualTo(202);
        assertThat(issues().send(event).get().status()).isEqualTo(202);
        sent++;
        expected += name.equals("issues") ? 1 : 0;
      }
    }
    int all = expected;
    await().atMost(PATIENCE).until(() -> tickets() >= all);

    assertThat(tickets()).isEqualTo(expected);
    assertThat(sandbox.vendor("helpdesk").byKey().values())
        .extracting(Tally::applied)
        .containsOnly(1);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var counts =
                  integration("support", "issues-to-tickets")
                      .status()
                      .flatMap(s -> s.messages())
                      .orElseThrow();
              assertThat(counts.received()).isEqualTo(all);
              assertThat(counts.delivered()).isEqualTo(all);
              assertThat(counts.duplicates()).isEqualTo(all);
              assertThat(counts.deadLetters()).isZero();
            });
    System.out.printf(
        "%d events of GitHub sent twice each, %d of them issues: %d tickets%n",
        sent, expected, tickets());
  }

  @Test
  void whatIsNotSignedByGithubIsRefused() throws Exception {
    namespace("support");
    apply(PATTERNS, ".yaml");
    apply(SAMPLE, "estate.yaml");
    awaitSaid("support", "issues-to-tickets", "Ready", "True Running");
    Event event =
        Event.of(Files.readString(SAMPLE.resolve("events/issues-15.json"))).named("issues");
    // GitHub would try again and again; the first answers tell
    issues().send(event.signed(Event.Signed.Wrong));
    issues().send(event.signed(Event.Signed.Not));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(issues().counts().replies().get("401")).isGreaterThanOrEqualTo(2));
    assertThat(issues().counts().replies()).containsOnlyKeys("401");
    assertThat(tickets()).isZero();
  }

  private int tickets() {
    return sandbox.vendor("helpdesk").records("tickets").size();
  }
}
