package dev.tenon.sandbox.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tenon.sandbox.config.CollectionConfig;
import dev.tenon.sandbox.config.CollectionConfig.PagingType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a list or a search asks for: which records, in which order, from where and how many. */
final class Query {
  /** A question that the vendor does not understand. */
  static final class Unclear extends Exception {
    private static final long serialVersionUID = 1L;

    Unclear(String message) {
      super(message);
    }
  }

  private final CollectionConfig config;
  private Predicate<Stored> filter = stored -> true;
  private Optional<Comparator<Stored>> order = Optional.empty();
  private int offset;
  private int limit;

  private Query(CollectionConfig config) {
    this.config = config;
    this.limit =
        config.paging().type() == PagingType.None ? Integer.MAX_VALUE : config.paging().size();
  }

  Predicate<Stored> filter() {
    return filter;
  }

  Optional<Comparator<Stored>> order() {
    return order;
  }

  int offset() {
    return offset;
  }

  int limit() {
    return limit;
  }

  /** Reads the parameters of a GET; those that page nothing are fields that must be equal. */
  static Query ofParameters(CollectionConfig config, Map<String, String> parameters)
      throws Unclear {
    Query query = new Query(config);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      String value = parameter.getValue();
      if (name.equals(config.paging().cursor())) {
        query.from(value);
      } else if (name.equals(config.paging().limit())) {
        query.most(value);
      } else if (name.equals(config.paging().since())) {
        query.and(query.filter(config.updated(), "GTE", JsonNodeFactory.instance.textNode(value)));
      } else {
        query.and(query.filter(name, "EQ", JsonNodeFactory.instance.textNode(value)));
      }
    }
    if (config.paging().type() == PagingType.Page) {
      query.offset =
          (int) Math.min(Integer.MAX_VALUE, Math.max(0L, query.offset - 1L) * query.limit);
    }
    return query;
  }

  /**
   * Reads the body of a search: {@code filterGroups} (any of them) of {@code filters} (all of
   * them), each {@code {propertyName, operator, value}}, or {@code filters} alone; {@code sorts};
   * {@code after} (or the collection's own parameter), {@code limit}.
   */
  static Query ofSearch(CollectionConfig config, JsonNode body) throws Unclear {
    Query query = new Query(config);
    query.and(query.filters(body.path("filters")));
    JsonNode groups = body.path("filterGroups");
    if (groups.size() > 0) {
      List<Predicate<Stored>> any = new ArrayList<>();
      for (JsonNode group : groups) {
        any.add(query.filters(group.path("filters")));
      }
      query.and(stored -> any.stream().anyMatch(f -> f.test(stored)));
    }
    JsonNode after =
        body.hasNonNull("after") ? body.get("after") : body.path(config.paging().cursor());
    if (!after.isMissingNode() && !after.isNull() && !after.asText().isEmpty()) {
      query.from(after.asText());
    }
    if (body.hasNonNull("limit")) {
      query.most(body.get("limit").asText());
    }
    for (JsonNode sort : body.path("sorts")) {
      String property = sort.isTextual() ? sort.textValue() : sort.path("propertyName").asText();
      boolean down = "DESCENDING".equals(sort.path("direction").asText());
      Comparator<Stored> by =
          Comparator.comparing(stored -> query.value(stored, property), Values::compare);
      Comparator<Stored> directed = down ? by.reversed() : by;
      query.order =
          Optional.of(query.order.map(first -> first.thenComparing(directed)).orElse(directed));
    }
    return query;
  }

  private void and(Predicate<Stored> more) {
    filter = filter.and(more);
  }

  private Predicate<Stored> filters(JsonNode filters) throws Unclear {
    Predicate<Stored> all = stored -> true;
    for (JsonNode filter : filters) {
      String property = filter.path("propertyName").asText();
      if (property.isEmpty()) {
        throw new Unclear("a filter has no propertyName");
      }
      JsonNode value = filter.has("values") ? filter.get("values") : filter.path("value");
      all = all.and(filter(property, filter.path("operator").asText("EQ"), value));
    }
    return all;
  }

  private Predicate<Stored> filter(String property, String operator, JsonNode value)
      throws Unclear {
    switch (operator) {
      case "HAS_PROPERTY":
        return stored -> !value(stored, property).isMissingNode();
      case "NOT_HAS_PROPERTY":
        return stored -> value(stored, property).isMissingNode();
      case "IN":
        return stored -> {
          for (JsonNode one : value) {
            if (Values.compare(value(stored, property), one) == 0) {
              return true;
            }
          }
          return false;
        };
      default:
        if (value.isMissingNode() || value.isNull()) {
          throw new Unclear("the filter on " + property + " has no value");
        }
        Predicate<Integer> wanted =
            switch (operator) {
              case "EQ" -> sign -> sign == 0;
              case "NEQ" -> sign -> sign != 0;
              case "LT" -> sign -> sign < 0;
              case "LTE" -> sign -> sign <= 0;
              case "GT" -> sign -> sign > 0;
              case "GTE" -> sign -> sign >= 0;
              default ->
                  throw new Unclear(
                      operator
                          + " is no operator; there are EQ, NEQ, LT, LTE, GT, GTE, IN, HAS_PROPERTY, NOT_HAS_PROPERTY");
            };
        return stored -> {
          JsonNode actual = value(stored, property);
          return !actual.isMissingNode() && wanted.test(Values.compare(actual, value));
        };
    }
  }

  /**
   * A field by its name, by dots in depth, or among HubSpot's {@code properties}; missing where it
   * is not.
   */
  private JsonNode value(Stored stored, String property) {
    String name = config.aliases().getOrDefault(property, property);
    JsonNode node = stored.document.path(name);
    if (node.isMissingNode()) {
      node = stored.document.path("properties").path(name);
    }
    if (node.isMissingNode() && name.indexOf('.') > 0) {
      node = stored.document;
      for (String part : name.split("\\.")) {
        node = node.path(part);
      }
    }
    return node.isNull() ? node.path("missing") : node;
  }

  private void from(String text) throws Unclear {
    String number = text;
    if (opaque(config)) {
      try {
        String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
        number = decoded.startsWith("at:") ? decoded.substring(3) : "";
      } catch (IllegalArgumentException e) {
        number = "";
      }
    }
    if (!number.matches("\\d{1,8}")) {
      throw new Unclear(
          "'" + text + "' is no " + config.paging().cursor() + " that this vendor gave");
    }
    offset = Integer.parseInt(number);
  }

  private void most(String text) throws Unclear {
    if (!text.matches("\\d{1,8}") || Integer.parseInt(text) == 0) {
      throw new Unclear("'" + text + "' is no size of a page");
    }
    limit = Math.min(Integer.parseInt(text), config.paging().max());
  }

  static boolean opaque(CollectionConfig config) {
    return config.paging().type() != PagingType.Offset && config.paging().type() != PagingType.Page;
  }

  /** The cursor of a place in the result. */
  static String cursor(int offset) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("at:" + offset).getBytes(StandardCharsets.US_ASCII));
  }
}
