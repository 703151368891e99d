package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.CollectionConfig;
import dev.tenon.sandbox.config.CollectionConfig.Paging;
import dev.tenon.sandbox.config.CollectionConfig.PagingType;
import dev.tenon.sandbox.exchange.Answer;
import dev.tenon.sandbox.exchange.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cuts a list in pages and says where the next one is, in each of the ways that vendors have. */
final class Pages {
  private final Paging paging;
  private final Comparator<Stored> usual;

  Pages(CollectionConfig config) {
    this.paging = config.paging();
    Comparator<Stored> created = Comparator.comparingLong(stored -> stored.number);
    Comparator<Stored> updated =
        Comparator.<Stored>comparingLong(stored -> stored.updated).thenComparing(created);
    this.usual =
        switch (paging.order()) {
          case Updated -> updated;
          case UpdatedDescending -> updated.reversed();
          case Created -> created;
          // scattered by the bits of a hash, so that no client can rely on an order by chance
          case Unsorted ->
              Comparator.comparingInt(stored -> (stored.id.hashCode() + 0x55) * 0x9E3779B1);
        };
  }

  Answer answer(Request request, List<Stored> candidates, Query query) {
    List<Stored> found =
        candidates.stream()
            .filter(query.filter())
            .sorted(query.order().map(o -> o.thenComparing(usual)).orElse(usual))
            .toList();
    int from = Math.min(query.offset(), found.size());
    int to = (int) Math.min((long) from + query.limit(), found.size());
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    found.subList(from, to).forEach(stored -> items.add(stored.document));
    boolean more = to < found.size();
    JsonNode body = items;
    if (!paging.items().isEmpty()) {
      ObjectNode envelope = JsonNodeFactory.instance.objectNode();
      if (!paging.total().isEmpty()) {
        envelope.put(paging.total(), found.size());
      }
      envelope.set(paging.items(), items);
      if (paging.type() == PagingType.Offset) {
        envelope.put(paging.cursor(), from).put(paging.limit(), query.limit());
      }
      if (!paging.next().isEmpty() && more) {
        put(envelope, paging.next(), next(request, to, query));
      }
      if (paging.next().equals("nextRecordsUrl")) {
        envelope.put("done", !more);
      }
      body = envelope;
    }
    Answer answer = Answer.json(200, body);
    boolean linked = paging.type() == PagingType.Link || paging.type() == PagingType.Page;
    return linked && more
        ? answer.with("Link", "<" + url(request, to, query) + ">; rel=\"next\"")
        : answer;
  }

  private JsonNode next(Request request, int to, Query query) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return switch (paging.type()) {
      case Offset -> json.numberNode(to);
      case Page -> json.numberNode(to / query.limit() + 1);
      case NextUrl -> json.textNode(url(request, to, query));
      default -> json.textNode(Query.cursor(to));
    };
  }

  private static void put(ObjectNode envelope, String path, JsonNode value) {
    String[] names = path.split("\\.");
    ObjectNode at = envelope;
    for (int i = 0; i < names.length - 1; i++) {
      at = at.withObjectProperty(names[i]);
    }
    at.set(names[names.length - 1], value);
  }

  /** The same question, further on. */
  private String url(Request request, int to, Query query) {
    Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
    boolean numbered = paging.type() == PagingType.Page || paging.type() == PagingType.Offset;
    parameters.put(
        paging.cursor(), numbered ? next(request, to, query).asText() : Query.cursor(to));
    StringBuilder url = new StringBuilder(request.base()).append(request.path());
    char separator = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      url.append(separator)
          .append(encoded(parameter.getKey()))
          .append('=')
          .append(encoded(parameter.getValue()));
      separator = '&';
    }
    return url.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
