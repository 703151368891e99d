package dev.tenon.engine.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts a mapping together: no field twice, and merged fields ({@code <<}) before those that
 * override them.
 */
final class MappingBuilder {
  private static final String MERGE = "<<";

  private final Notes notes;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final Located at;
  private final Map<String, Located> named = new HashMap<>();
  private int size = 1;
  private int height;

  MappingBuilder(Notes notes, Located at) {
    this.notes = notes;
    this.at = Located.mapping(at.line(), at.column());
  }

  /** Adds a field. */
  void put(String name, Located place, Built value) {
    grow(value);
    Located first = named.putIfAbsent(name, place);
    if (first != null) {
      notes.add(
          place,
          "the field " + shown(name) + " stands twice, first in line " + first.line(),
          "Remove one of them.");
      return;
    }
    json.set(name, value.json());
    at.fields().put(name, value.at().at(place.line(), place.column()));
  }

  /**
   * Adds the fields of a mapping, or of several, of which the earlier count more.
   *
   * @param alias whether the value is an alias, which may not stand for several
   */
  void merge(Located place, Built value, boolean alias) {
    grow(value);
    if (named.putIfAbsent(MERGE, place) != null) {
      notes.add(
          place,
          "<< stands twice in this mapping",
          "Merge several with one: <<: [*first, *second].");
      return;
    }
    JsonNode merged = value.json();
    if (merged.isArray() && !alias) {
      for (int i = merged.size() - 1; i >= 0; i--) {
        mergeOne(place, merged.get(i), value.at().items().get(i));
      }
    } else {
      mergeOne(place, merged, value.at());
    }
  }

  private void mergeOne(Located place, JsonNode merged, Located from) {
    if (!merged.isObject()) {
      notes.add(
          place,
          "<< takes a mapping or a list of mappings",
          "Let it stand for such, or put \"<<\" in quotes if it is a name.");
      return;
    }
    for (Map.Entry<String, JsonNode> field : merged.properties()) {
      String name = field.getKey();
      if (named.containsKey(name)) {
        notes.add(
            place,
            "<< would override " + shown(name) + ", which stands before it",
            "Put << first in its mapping.");
        return;
      }
      json.set(name, field.getValue());
      at.fields().put(name, from.fields().get(name));
    }
  }

  /** Counts a value that is not kept. */
  void grow(Built value) {
    size += value.size();
    height = Math.max(height, value.height());
  }

  Built built() {
    return new Built(json, at, size, height + 1);
  }

  private static String shown(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }
}
