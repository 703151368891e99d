package dev.tenon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.sandbox.config.SandboxConfig;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final String RECORDS =
      "records: ["
          + String.join(
              ", ",
              IntStream.rangeClosed(1, 7)
                  .mapToObj(
                      i ->
                          "{id: '"
                              + i
                              + "', updatedAt: '2026-01-0"
                              + (8 - i)
                              + "T00:00:00.000Z', even: "
                              + (i % 2 == 0)
                              + ", properties: {rank: '"
                              + i * 10
                              + "'}}")
                  .toList())
          + "]";

  private final Sandbox sandbox =
      Sandbox.start(
          SandboxConfig.parse(
              """
              vendors:
                hubspot: {api: HubSpot, collections: {contacts: {path: /crm/v3/objects/contacts, RECORDS}}}
                github: {api: GitHub, collections: {issues: {ids: Sequence, updated: updatedAt, RECORDS}}}
                salesforce: {api: Salesforce, collections: {leads: {id: id, updated: updatedAt, paging: {size: 3}, RECORDS}}}
                plain:
                  collections:
                    offset: {paging: {type: Offset, size: 3, order: Created}, RECORDS}
                    numbered: {paging: {type: Page, next: meta.next}, RECORDS}
                    link: {paging: {type: Link, size: 3}, RECORDS}
                    all: {paging: {type: None}, RECORDS}
                    unsorted: {paging: {order: Unsorted, type: None}, RECORDS}
                    lagging: {lag: 10s, paging: {type: None}}
              """
                  .replace("RECORDS", RECORDS)));

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static List<String> ids(JsonNode items) {
    List<String> ids = new ArrayList<>();
    items.forEach(item -> ids.add(item.path("id").asText()));
    return ids;
  }

  private HttpResponse<String> search(String body) {
    return Http.post(sandbox.uri("hubspot"), "/crm/v3/objects/contacts/search", body);
  }

  @Test
  void aSearchByChangeGoesOnByItsCursor() {
    String question =
        "{\"filterGroups\":[{\"filters\":[{\"propertyName\":\"lastmodifieddate\",\"operator\":\"GTE\",\"value\":\"2026-01-03T00:00:00Z\"}]}],\"limit\":2,\"after\":%s}";
    List<String> found = new ArrayList<>();
    String after = "null";
    int pages = 0;
    while (!after.isEmpty()) {
      JsonNode page = Http.json(search(question.formatted(after)));
      assertThat(page.path("total").asInt()).isEqualTo(5);
      found.addAll(ids(page.path("results")));
      JsonNode next = page.path("paging").path("next").path("after");
      after = next.isMissingNode() ? "" : "\"" + next.asText() + "\"";
      pages++;
    }
    assertThat(pages).isEqualTo(3);
    assertThat(found)
        .containsExactlyInAnyOrder("1", "2", "3", "4", "5")
        .isNotEqualTo(List.of("5", "4", "3", "2", "1"))
        .isNotEqualTo(List.of("1", "2", "3", "4", "5"));
  }

  @Test
  void aSearchUnderstandsMillisecondsSortsGroupsAndOperators() {
    long millis = Instant.parse("2026-01-06T00:00:00Z").toEpochMilli();
    assertThat(
            ids(
                Http.json(
                        search(
                            "{\"filters\":[{\"propertyName\":\"lastmodifieddate\",\"operator\":\"GTE\",\"value\":\""
                                + millis
                                + "\"}],\"sorts\":[{\"propertyName\":\"lastmodifieddate\",\"direction\":\"ASCENDING\"}]}"))
                    .path("results")))
        .containsExactly("2", "1");
    assertThat(
            ids(
                Http.json(
                        search(
                            "{\"filterGroups\":[{\"filters\":[{\"propertyName\":\"rank\",\"operator\":\"GT\",\"value\":60}]},{\"filters\":[{\"propertyName\":\"rank\",\"operator\":\"IN\",\"values\":[\"20\",\"30\"]},{\"propertyName\":\"even\",\"operator\":\"NEQ\",\"value\":\"true\"}]}],\"sorts\":[{\"propertyName\":\"rank\",\"direction\":\"DESCENDING\"}]}"))
                    .path("results")))
        .containsExactly("7", "3");
    assertThat(
            Http.json(
                    search(
                        "{\"filters\":[{\"propertyName\":\"missing\",\"operator\":\"HAS_PROPERTY\"}]}"))
                .path("total")
                .asInt())
        .isZero();
  }

  @Test
  void aQuestionThatMakesNoSenseIsRefused() {
    assertThat(search("{\"after\":\"forged\"}").statusCode()).isEqualTo(400);
    assertThat(search("{\"limit\":0}").statusCode()).isEqualTo(400);
    assertThat(
            search("{\"filters\":[{\"propertyName\":\"a\",\"operator\":\"LIKE\",\"value\":1}]}")
                .body())
        .contains("LIKE is no operator");
    assertThat(
            search("{\"filters\":[{\"propertyName\":\"a\",\"operator\":\"GTE\",\"value\":null}]}")
                .body())
        .contains("the filter on a has no value");
    assertThat(Http.get(sandbox.uri("plain"), "/offset?offset=x").statusCode()).isEqualTo(400);
    assertThat(Http.get(sandbox.uri("github"), "/issues?page=99999999&per_page=100").statusCode())
        .isIn(200, 400);
  }

  @Test
  void pagesAreLinkedByNumber() {
    HttpResponse<String> first = Http.get(sandbox.uri("github"), "/issues?per_page=3&even=false");
    assertThat(ids(Http.json(first))).containsExactly("1", "3", "5");
    HttpResponse<String> second = Http.get(next(first), "");
    assertThat(ids(Http.json(second))).containsExactly("7");
    assertThat(second.headers().firstValue("link")).isEmpty();
  }

  @Test
  void pagesAreLinkedByCursor() {
    List<String> found = new ArrayList<>();
    HttpResponse<String> page = Http.get(sandbox.uri("plain"), "/link?since=2026-01-02T00:00:00Z");
    while (true) {
      found.addAll(
          ids(Http.json(page).isArray() ? Http.json(page) : Http.json(page).path("items")));
      if (page.headers().firstValue("link").isEmpty()) {
        break;
      }
      page = Http.get(next(page), "");
    }
    assertThat(found).containsExactly("6", "5", "4", "3", "2", "1");
  }

  private static URI next(HttpResponse<String> page) {
    Matcher link =
        Pattern.compile("<([^>]+)>; rel=\"next\"")
            .matcher(page.headers().firstValue("link").orElseThrow());
    assertThat(link.matches()).isTrue();
    return URI.create(link.group(1));
  }

  @Test
  void theNextPageIsAnAbsoluteUrlInTheBody() {
    JsonNode first = Http.json(Http.get(sandbox.uri("salesforce"), "/leads"));
    assertThat(first.path("totalSize").asInt()).isEqualTo(7);
    assertThat(first.path("done").asBoolean()).isFalse();
    assertThat(first.path("nextRecordsUrl").asText())
        .startsWith(sandbox.uri("salesforce") + "/leads?");
    JsonNode last =
        Http.json(
            Http.get(
                URI.create(
                    Http.json(Http.get(URI.create(first.path("nextRecordsUrl").asText()), ""))
                        .path("nextRecordsUrl")
                        .asText()),
                ""));
    assertThat(ids(last.path("records"))).containsExactly("7");
    assertThat(last.path("done").asBoolean()).isTrue();
  }

  @Test
  void offsetsSayWhereTheyAre() {
    JsonNode page = Http.json(Http.get(sandbox.uri("plain"), "/offset?offset=6&limit=5"));
    assertThat(ids(page.path("items"))).containsExactly("7");
    assertThat(page.path("total").asInt()).isEqualTo(7);
    assertThat(page.path("offset").asInt()).isEqualTo(6);
    assertThat(Http.json(Http.get(sandbox.uri("plain"), "/numbered?limit=4")).path("meta"))
        .hasToString("{\"next\":2}");
    assertThat(
            ids(
                Http.json(Http.get(sandbox.uri("plain"), "/numbered?limit=4&page=2"))
                    .path("items")))
        .hasSize(3);
  }

  @Test
  void anUnsortedListHasNoOrderAndAlwaysTheSame() {
    List<String> first = ids(Http.json(Http.get(sandbox.uri("plain"), "/unsorted")).path("items"));
    assertThat(first).hasSize(7).isNotEqualTo(first.stream().sorted().toList());
    assertThat(ids(Http.json(Http.get(sandbox.uri("plain"), "/unsorted")).path("items")))
        .isEqualTo(first);
    assertThat(ids(Http.json(Http.get(sandbox.uri("plain"), "/all")).path("items")))
        .containsExactly("7", "6", "5", "4", "3", "2", "1");
  }

  @Test
  void behindALaggingIndexAChangeShowsLater() {
    URI uri = sandbox.uri("plain");
    Http.post(uri, "/lagging", "{}");
    assertThat(Http.json(Http.get(uri, "/lagging")).path("items")).isEmpty();
    assertThat(Http.get(uri, "/lagging/1").statusCode()).isEqualTo(200);

    sandbox.advance(Duration.ofSeconds(11));

    assertThat(Http.json(Http.get(uri, "/lagging")).path("items")).hasSize(1);
  }
}
