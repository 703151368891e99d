package dev.tenon.local.api.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.apimachinery.ObjectNames;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What most built-in kinds have in common. */
abstract class BuiltinRules implements KindRules {
  private final ResourceType type;

  BuiltinRules(ResourceType type) {
    this.type = type;
  }

  @Override
  public List<String> read(ObjectNode object) {
    return BuiltinForm.read(type.kind(), type.schema(), object);
  }

  @Override
  public ObjectNode nothing(ResourceType kind) {
    ObjectNode out = KindRules.super.nothing(kind);
    BuiltinForm.read(kind.kind(), kind.schema(), out);
    return out;
  }

  @Override
  public void prepareCreate(ObjectNode object) {}

  @Override
  public void prepareUpdate(ObjectNode object, ObjectNode old, String subresource) {}

  @Override
  public List<FieldError> checkUpdate(ObjectNode object, ObjectNode old, String subresource) {
    return check(object);
  }

  @Override
  public List<String> checkName(String name) {
    return ObjectNames.dns1123Subdomain(name);
  }

  /** Takes a field from the old object, or takes it out where that has none. */
  static void restore(ObjectNode object, ObjectNode old, String field) {
    JsonNode before = old.get(field);
    if (before == null) {
      object.remove(field);
    } else {
      object.set(field, before.deepCopy());
    }
  }

  /** Throws where a value of a map of bytes is not base64. */
  static void requireBase64(JsonNode map) {
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      String text = entry.getValue().asText("");
      try {
        Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw new Misshapen("illegal base64 data at input byte " + firstBad(text));
      }
    }
  }

  private static int firstBad(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!letter && c != '+' && c != '/') {
        return i;
      }
    }
    return text.length() / 4 * 4;
  }

  /** A spec that an update may change moves the generation on. */
  static void countGeneration(ObjectNode object, ObjectNode old, String field) {
    JsonNode before = old.path(field);
    if (!Json.same(object.path(field), before)) {
      ObjectNode metadata = Json.metadata(object);
      metadata.put("generation", old.path("metadata").path("generation").asLong() + 1);
    }
  }
}
