package dev.tenon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tenon.sandbox.vendor.Tally;
import dev.tenon.sandbox.webhook.Event;
import dev.tenon.sandbox.webhook.WebhookService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Payments become invoices with what the event does not hold. */
class PaymentsToInvoicesTest extends SampleScene {
  private static final int PAYMENTS = 40;

  @Override
  Path sample() {
    return Path.of("../samples/payments-to-invoices");
  }

  @Override
  void connect() {
    payments().to(route("/billing/payments-to-invoices/payments"));
    payments().stop(); // what is sent here is counted
  }

  private WebhookService payments() {
    return sandbox.vendor("payments").webhook("payments");
  }

  private void applyAll() throws Exception {
    apply(PATTERNS, ".yaml");
    apply(sample(), "estate.yaml");
    awaitSaid("billing", "payments-to-invoices", "Ready", "True Running");
  }

  private List<JsonNode> invoices() {
    List<JsonNode> invoices = new ArrayList<>();
    sandbox.vendor("books").records("invoices").forEach(invoices::add);
    return invoices;
  }

  @Test
  void everyPaymentIsInvoicedOnceThoughTheCustomersWereAwayInBetween() throws Exception {
    applyAll();
    for (int i = 0; i < PAYMENTS; i++) {
      if (i == PAYMENTS / 2) {
        sandbox.vendor("customers").stop();
      }
      assertThat(payments().send(Event.next()).get().status()).isEqualTo(202);
    }
    awaitSaid("billing", "payments-to-invoices", "Healthy", "False SystemUnavailable");
    assertThat(said("billing", "payments-to-invoices", "Ready")).isEqualTo("True Running");
    sandbox.vendor("customers").start();
    await()
        .atMost(PATIENCE.multipliedBy(2))
        .untilAsserted(() -> assertThat(invoices()).hasSize(PAYMENTS));
    assertThat(invoices())
        .allSatisfy(
            invoice -> {
              assertThat(invoice.path("vatId").asText()).matches("(GB|DE|SE)10000000[123]");
              assertThat(invoice.path("cents").asInt()).isBetween(500, 90_000);
            });
    assertThat(sandbox.vendor("books").byKey().values()).extracting(Tally::applied).containsOnly(1);
  }

  @Test
  void anUnknownCustomerMakesADeadLetterThatAReplayDelivers() throws Exception {
    applyAll();
    String payment =
        "{\"id\": \"evt_1\", \"type\": \"payment_intent.succeeded\", \"data\": {\"object\":"
            + " {\"id\": \"pi_new\", \"amount\": 700, \"currency\": \"eur\", \"customer\":"
            + " \"cus_9\"}}}";
    assertThat(payments().send(Event.of(payment)).get().status()).isEqualTo(202);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                integration("billing", "payments-to-invoices")
                    .status()
                    .flatMap(s -> s.messages())
                    .filter(m -> m.deadLetters() == 1)
                    .isPresent());
    assertThat(invoices()).isEmpty();
    assertThat(integration("billing", "payments-to-invoices").status().orElseThrow())
        .satisfies(
            status ->
                assertThat(status.condition("Healthy").orElseThrow().getMessage())
                    .contains("customers refused the request: 404 Not Found", "apply a Replay"));

    sandbox
        .vendor("customers")
        .put(
            "customers",
            JsonNodeFactory.instance
                .objectNode()
                .put("id", "cus_9")
                .put("name", "Late")
                .put("vatId", "FR1"));
    applyText(
        """
        apiVersion: tenon.dev/v1alpha1
        kind: Replay
        metadata: {name: after-import, namespace: billing}
        spec: {integration: payments-to-invoices, from: {deadLetters: {}}}
        """);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(invoices()).hasSize(1));
    assertThat(invoices().get(0).path("customer").asText()).isEqualTo("Late");
  }
}
