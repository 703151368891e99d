package dev.tenon.sandbox;

import static dev.tenon.sandbox.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.sandbox.config.SandboxConfig;
import dev.tenon.sandbox.config.WebhookConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The vendors that the quickstart ships with do what its integrations ask of them. */
class QuickstartTest {
  private final Sandbox sandbox =
      Sandbox.start(SandboxConfig.read(Path.of("../samples/quickstart/sandbox.yaml")).withPort(0));

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void contactsChangeAndAreFoundByTheirChange() {
    URI crm = sandbox.uri("crm");
    String question =
        "{\"filterGroups\":[{\"filters\":[{\"propertyName\":\"lastmodifieddate\",\"operator\":\"GTE\",\"value\":\"%s\"}]}],\"after\":null,\"limit\":200}";
    String[] token = {"Authorization", "Bearer sandbox-crm-token"};
    JsonNode first =
        Http.json(
            Http.post(
                crm,
                "/crm/v3/objects/contacts/search",
                question.formatted("1970-01-01T00:00:00Z"),
                token));
    assertThat(first.path("results").size()).isGreaterThanOrEqualTo(12);
    assertThat(first.path("results").get(0).path("properties").path("email").asText())
        .contains("@example.com");

    String seen =
        first.path("results").findValuesAsText("updatedAt").stream()
            .max(String::compareTo)
            .orElseThrow();
    sandbox.advance(Duration.ofMinutes(1));
    JsonNode later =
        Http.json(
            Http.post(crm, "/crm/v3/objects/contacts/search", question.formatted(seen), token));
    assertThat(later.path("total").asInt()).isGreaterThan(5);
    assertThat(later.path("results").findValuesAsText("updatedAt"))
        .anyMatch(stamp -> stamp.compareTo(seen) > 0);
  }

  @Test
  void messagesAndTicketsAreTaken() {
    assertThat(
            Http.post(
                    sandbox.uri("chat"),
                    "/messages",
                    "{\"text\":\"hello\"}",
                    "Authorization",
                    "Bearer sandbox-chat-token")
                .statusCode())
        .isEqualTo(201);
    String[] headers = {"X-API-Key", "sandbox-helpdesk-key", "Idempotency-Key", "k"};
    assertThat(
            Http.post(sandbox.uri("helpdesk"), "/tickets", "{\"subject\":\"a\"}", headers)
                .statusCode())
        .isEqualTo(201);
    assertThat(
            Http.post(sandbox.uri("helpdesk"), "/tickets", "{\"subject\":\"a\"}", headers)
                .statusCode())
        .isEqualTo(201);
    assertThat(sandbox.vendor("helpdesk").records("tickets")).hasSize(1);
  }

  @Test
  void ticketsAreSentAndSigned() {
    var tickets = sandbox.vendor("helpdesk").webhook("tickets");
    tickets.to(URI.create(sandbox.uri("chat") + "/nobody"));
    tickets.schedule(
        new WebhookConfig.Schedule(Duration.ZERO, Duration.ofMillis(1), OptionalInt.of(1)));

    await().until(() -> !sandbox.vendor("chat").received().isEmpty());
    var received = sandbox.vendor("chat").received().get(0);
    assertThat(received.header("X-Helpdesk-Signature").orElse("")).startsWith("sha256=");
    assertThat(Http.json(received.text()).path("ticket").path("subject").asText()).isNotEmpty();
  }
}
