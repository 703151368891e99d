package dev.tenon.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.problem.BuiltIn;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Finds what is no text where every value has to be one: labels, and the data of Secrets and
 * ConfigMaps. It is the mistake that YAML makes easiest, and an API server does not say where it
 * is.
 */
final class TextMaps {
  private final String kind;
  private final ObjectNode json;

  TextMaps(String kind, ObjectNode json) {
    this.kind = kind;
    this.json = json;
  }

  void check(Found found) {
    for (String map : List.of("labels", "annotations")) {
      texts(json.path("metadata").path(map), "metadata." + map, found);
    }
    if (kind.equals("Secret") || kind.equals("ConfigMap")) {
      for (String map : List.of("data", "stringData", "binaryData")) {
        texts(json.path(map), map, found);
      }
      bytes(json.path(kind.equals("Secret") ? "data" : "binaryData"), kind, found);
    }
  }

  private static void texts(JsonNode map, String path, Found found) {
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      JsonNode value = entry.getValue();
      if (!value.isTextual() && !value.isNull()) {
        found.add(
            BuiltIn.INVALID_FIELD,
            path + "[" + entry.getKey() + "]",
            Values.called(value) + " where only text may stand",
            value.isContainerNode()
                ? "Write it as one text: after | on the lines below."
                : "Put it in quotes: \"" + value.asText() + "\".");
      }
    }
  }

  private static void bytes(JsonNode map, String kind, Found found) {
    for (Map.Entry<String, JsonNode> entry : map.properties()) {
      if (!entry.getValue().isTextual()) {
        continue;
      }
      try {
        Base64.getDecoder().decode(entry.getValue().textValue());
      } catch (IllegalArgumentException e) {
        found.add(
            BuiltIn.INVALID_FIELD,
            (kind.equals("Secret") ? "data" : "binaryData") + "[" + entry.getKey() + "]",
            "this is not base64",
            kind.equals("Secret")
                ? "Put plain text into stringData instead of data."
                : "Put plain text into data instead of binaryData.");
      }
    }
  }
}
