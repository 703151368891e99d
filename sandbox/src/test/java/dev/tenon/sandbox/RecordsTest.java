package dev.tenon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.SandboxConfig;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              """
              vendors:
                salesforce:
                  api: Salesforce
                  collections:
                    leads: {path: /sobjects/Lead, externalIds: [HubSpot_Id__c], required: [Email]}
                billing:
                  collections:
                    customers:
                      records:
                      - {id: cus 1/ä, name: Ana, address: {city: Ghent, zip: "9000"}}
                      - {id: cus2, name: Bo}
                    invoices: {required: [customer], ids: Uuid, allow: [Create, Get]}
                    lines: {path: /invoices/lines, ids: Number}
                  answers:
                  - {method: GET, path: /me, body: {name: Sandbox}}
                  - {path: /gone/**, status: 410, headers: {X-Why: moved}, body: bye}
                  - {path: /echo/**, echo: true}
              """));
  private final URI billing = sandbox.uri("billing");
  private final URI salesforce = sandbox.uri("salesforce");

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void aRecordIsCreatedStampedAndFound() {
    Instant before = Instant.now().minusMillis(1);
    HttpResponse<String> created = Http.post(billing, "/customers", "{\"name\":\"Chidi\"}");

    assertThat(created.statusCode()).isEqualTo(201);
    JsonNode record = Http.json(created);
    assertThat(record.path("name").asText()).isEqualTo("Chidi");
    assertThat(Instant.parse(record.path("createdAt").asText())).isBetween(before, Instant.now());
    assertThat(record.path("updatedAt")).isEqualTo(record.path("createdAt"));
    String location = created.headers().firstValue("location").orElseThrow();
    assertThat(Http.json(Http.get(URI.create(location), ""))).isEqualTo(record);
  }

  @Test
  void aRecordIsFoundByAnIdOfAnyLetters() {
    assertThat(Http.json(Http.get(billing, "/customers/cus%201%2F%C3%A4")).path("name").asText())
        .isEqualTo("Ana");
    assertThat(sandbox.vendor("billing").byResource()).containsKey("customers/cus 1/ä");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(Http.get(billing, "/customers/nobody").statusCode()).isEqualTo(404);
    assertThat(Http.get(billing, "/nothing").statusCode()).isEqualTo(404);
    assertThat(Http.get(billing, "/customersandmore").statusCode()).isEqualTo(404);
    assertThat(Http.get(sandbox.uri(), "/nobody/x").body())
        .contains("there is no vendor nobody; there are salesforce, billing");
  }

  @Test
  void aChangeMergesAndAReplacementDoesNot() {
    Http.send(
        "PATCH",
        billing,
        "/customers/cus%201%2F%C3%A4",
        "{\"address\":{\"city\":\"Bruges\"},\"id\":\"other\"}");
    JsonNode merged = Http.json(Http.get(billing, "/customers/cus%201%2F%C3%A4"));
    assertThat(merged.path("address")).hasToString("{\"city\":\"Bruges\",\"zip\":\"9000\"}");
    assertThat(merged.path("id").asText()).isEqualTo("cus 1/ä");

    Http.send("PUT", billing, "/customers/cus2", "{\"vip\":true}");
    JsonNode replaced = Http.json(Http.get(billing, "/customers/cus2"));
    assertThat(replaced.has("name")).isFalse();
    assertThat(replaced.path("vip").asBoolean()).isTrue();
    assertThat(replaced.hasNonNull("createdAt")).isTrue();
  }

  @Test
  void aRecordIsDeleted() {
    assertThat(Http.send("DELETE", billing, "/customers/cus2", "").statusCode()).isEqualTo(204);
    assertThat(Http.get(billing, "/customers/cus2").statusCode()).isEqualTo(404);
    assertThat(Http.send("DELETE", billing, "/customers/cus2", "").statusCode()).isEqualTo(404);
  }

  @Test
  void anUpsertByExternalIdCreatesOnceAndThenChanges() {
    String path = "/sobjects/Lead/HubSpot_Id__c/17";
    HttpResponse<String> first =
        Http.send("PATCH", salesforce, path, "{\"Email\":\"a@example.com\"}");
    HttpResponse<String> second =
        Http.send("PATCH", salesforce, path, "{\"Email\":\"b@example.com\"}");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(Http.json(first))
        .hasToString("{\"id\":\"1\",\"success\":true,\"errors\":[],\"created\":true}");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(Http.json(second).path("created").asBoolean()).isFalse();
    assertThat(sandbox.vendor("salesforce").records("leads"))
        .singleElement()
        .satisfies(
            lead -> {
              assertThat(lead.path("Email").asText()).isEqualTo("b@example.com");
              assertThat(lead.path("HubSpot_Id__c").asText()).isEqualTo("17");
              assertThat(lead.path("Id").asText()).isEqualTo("1");
            });
    assertThat(Http.json(Http.get(salesforce, path)).path("Email").asText())
        .isEqualTo("b@example.com");
    assertThat(sandbox.vendor("salesforce").byResource().get("leads/HubSpot_Id__c=17").applied())
        .isEqualTo(2);
  }

  @Test
  void anUnknownExternalIdFieldIsNotFound() {
    assertThat(Http.send("PATCH", salesforce, "/sobjects/Lead/Other__c/17", "{}").statusCode())
        .isEqualTo(404);
  }

  @Test
  void whatLacksAFieldIsRefusedInTheMannerOfTheApi() {
    HttpResponse<String> lead = Http.post(salesforce, "/sobjects/Lead", "{\"Name\":\"x\"}");
    assertThat(lead.statusCode()).isEqualTo(400);
    assertThat(lead.body())
        .isEqualTo(
            "[{\"message\":\"Required field is missing: Email\",\"errorCode\":\"REQUIRED_FIELD_MISSING\"}]");
    assertThat(Http.post(billing, "/invoices", "{\"customer\":null}").statusCode()).isEqualTo(422);
  }

  @Test
  void whatIsNoObjectIsRefused() {
    for (String body : new String[] {"", "[1]", "{\"a\":", "nothing", "\"text\""}) {
      assertThat(Http.post(billing, "/customers", body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(sandbox.vendor("billing").records("customers")).hasSize(2);
  }

  @Test
  void anIdThatIsTakenIsAConflict() {
    assertThat(Http.post(billing, "/customers", "{\"id\":\"cus2\"}").statusCode()).isEqualTo(409);
  }

  @Test
  void onlyWhatIsAllowedIsPossible() {
    HttpResponse<String> list = Http.get(billing, "/invoices");
    assertThat(list.statusCode()).isEqualTo(405);
    assertThat(list.headers().firstValue("allow")).contains("POST");
    String id =
        Http.json(Http.post(billing, "/invoices", "{\"customer\":\"cus2\"}")).path("id").asText();
    assertThat(id).hasSize(36);
    assertThat(Http.send("DELETE", billing, "/invoices/" + id, "").statusCode()).isEqualTo(405);
  }

  @Test
  void aCollectionBelowAnotherIsItsOwn() {
    JsonNode line = Http.json(Http.post(billing, "/invoices/lines", "{}"));
    assertThat(line.path("id").isNumber()).isTrue();
    assertThat(sandbox.vendor("billing").records("lines")).hasSize(1);
  }

  @Test
  void declaredAnswersAndEchoesAreGiven() {
    assertThat(Http.json(Http.get(billing, "/me"))).hasToString("{\"name\":\"Sandbox\"}");
    HttpResponse<String> gone = Http.get(billing, "/gone/by/now");
    assertThat(gone.statusCode()).isEqualTo(410);
    assertThat(gone.body()).isEqualTo("bye");
    assertThat(gone.headers().firstValue("x-why")).contains("moved");
    JsonNode echo = Http.json(Http.post(billing, "/echo/a%20b?x=1%262", "body", "X-One", "two"));
    assertThat(echo.path("path").asText()).isEqualTo("/echo/a%20b");
    assertThat(echo.path("query").path("x").asText()).isEqualTo("1&2");
    assertThat(echo.path("headers").path("X-One").asText()).isEqualTo("two");
    assertThat(echo.path("body").asText()).isEqualTo("body");
  }

  @Test
  void recordsAreReadAndPutFromOutsideTheApi() {
    ObjectNode changed =
        sandbox
            .vendor("billing")
            .put("customers", Http.JSON.createObjectNode().put("id", "cus2").put("name", "Bob"));
    assertThat(changed.path("name").asText()).isEqualTo("Bob");
    assertThat(sandbox.vendor("billing").receivedCount()).isZero();
    assertThat(Http.json(Http.get(billing, "/customers/cus2")).path("name").asText())
        .isEqualTo("Bob");
    assertThatThrownBy(() -> sandbox.vendor("billing").records("x"))
        .hasMessage("billing has no collection x");
  }

  @Test
  void recordsBeyondTheBoundDropTheOldestAndSaySo() {
    try (Sandbox small =
        Sandbox.start(
            SandboxConfig.parse("{bounds: {records: 2}, vendors: {v: {collections: {t: {}}}}}"))) {
      for (int i = 0; i < 3; i++) {
        Http.post(small.uri("v"), "/t", "{}");
      }
      assertThat(Http.get(small.uri("v"), "/t/1").statusCode()).isEqualTo(404);
      assertThat(Http.get(small.uri("v"), "/t/3").statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> small.vendor("v").records("t"))
          .hasMessage("t of v dropped its 1 oldest records; raise bounds.records");
    }
  }
}
