package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.golang.GoText;
import dev.tenon.local.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One step into an object, in the form that {@code fieldsV1} has: {@code f:name} for a field,
 * {@code k:{"name":"x"}} for an item of a keyed list, {@code v:"x"} for an item of a set.
 *
 * @param text the step as fieldsV1 writes it; keys are sorted, so equal steps have equal texts
 */
record PathElement(String text) implements Comparable<PathElement> {
  static PathElement field(String name) {
    return new PathElement("f:" + name);
  }

  static PathElement value(JsonNode value) {
    return new PathElement("v:" + GoText.json(value));
  }

  static PathElement key(TreeMap<String, JsonNode> fields) {
    ObjectNode key = Json.object();
    fields.forEach(key::set);
    return new PathElement("k:" + GoText.json(key));
  }

  boolean isField() {
    return text.startsWith("f:");
  }

  boolean isKey() {
    return text.startsWith("k:");
  }

  /** The name of a field; of anything else, its text. */
  String name() {
    return text.substring(2);
  }

  /** As a message shows it: {@code .name}, {@code [name="x"]}, {@code [="x"]}. */
  @Override
  public String toString() {
    if (isField()) {
      return "." + name();
    }
    if (isKey()) {
      List<String> parts = new ArrayList<>();
      Json.read(name())
          .properties()
          .forEach(e -> parts.add(e.getKey() + "=" + shown(e.getValue())));
      return "[" + String.join(",", parts) + "]";
    }
    return text.startsWith("v:") ? "[=" + shown(Json.read(name())) + "]" : "[" + name() + "]";
  }

  private static String shown(JsonNode value) {
    return value.isTextual() ? GoText.quote(value.textValue()) : GoText.json(value);
  }

  @Override
  public int compareTo(PathElement other) {
    return text.compareTo(other.text);
  }
}
