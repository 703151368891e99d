package dev.tenon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.sandbox.config.Fault;
import dev.tenon.sandbox.vendor.Tally;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A marketing CRM's changed contacts, upserted as leads while both vendors misbehave. */
class ContactsToLeadsTest extends SampleScene {
  @Override
  Path sample() {
    return Path.of("../samples/contacts-to-leads");
  }

  @Override
  void connect() {}

  @Test
  void everyContactBecomesALeadAlsoThroughLimitsAndLostTokens() throws Exception {
    sandbox.vendor("salesforce").fault(Fault.status(503).on("PATCH", "/services/**").times(2));
    apply(PATTERNS, ".yaml");
    apply(sample(), "estate.yaml");
    awaitSaid("revenue", "contacts-to-leads", "Ready", "True Running");
    assertThat(said("revenue", "contacts-to-leads", "Owned")).isEqualTo("True Owned");
    sandbox.vendor("salesforce").revokeTokens();

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(leads()).isEqualTo(contacts()));
    assertThat(leads()).hasSizeGreaterThanOrEqualTo(30);
    assertThat(sandbox.vendor("salesforce").byKey().values())
        .extracting(Tally::applied)
        .containsOnly(1);
    assertThat(said("revenue", "contacts-to-leads", "Ready")).isEqualTo("True Running");
  }

  private TreeMap<String, String> contacts() {
    TreeMap<String, String> contacts = new TreeMap<>();
    for (JsonNode contact : sandbox.vendor("hubspot").records("contacts")) {
      contacts.put(
          contact.path("id").asText(), contact.path("properties").path("company").asText());
    }
    return contacts;
  }

  private TreeMap<String, String> leads() {
    TreeMap<String, String> leads = new TreeMap<>();
    for (JsonNode lead : sandbox.vendor("salesforce").records("leads")) {
      leads.put(lead.path("HubSpot_Id__c").asText(), lead.path("Company").asText());
    }
    return leads;
  }
}
