package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A schema with every keyword, and objects that are right and wrong in every way: what is tried on
 * an API server and on ours.
 */
final class Torture {
  static final String GROUP = "test.tenon.dev";
  static final String VERSION = "v1";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Torture() {}

  /** An update: the object before, and the one that is put in its place. */
  record Update(ObjectNode old, ObjectNode next) {}

  static JsonNode schema() {
    return documents("torture-schema.yaml").get(0);
  }

  /** The objects to be created, of kind Torture. */
  static List<ObjectNode> objects() {
    List<ObjectNode> out = new ArrayList<>();
    for (JsonNode document : documents("torture-objects.yaml")) {
      ObjectNode object = object("Torture", "object-" + out.size());
      if (document.has("spec")) {
        object.setAll((ObjectNode) document.deepCopy());
        ObjectNode metadata = object.withObject("/metadata");
        metadata.put("namespace", "default");
        if (!metadata.has("name")) {
          metadata.put("name", "object-" + out.size());
        }
      } else {
        object.set("spec", document);
      }
      out.add(object);
    }
    return out;
  }

  /** The updates to be made, of kind Ratchet. */
  static List<Update> updates() {
    List<Update> out = new ArrayList<>();
    for (JsonNode document : documents("torture-updates.yaml")) {
      ObjectNode old = object("Ratchet", "update-" + out.size());
      old.set("spec", document.get("old"));
      ObjectNode next = object("Ratchet", "update-" + out.size());
      next.set("spec", document.get("new"));
      out.add(new Update(old, next));
    }
    return out;
  }

  /** The updates of a status to be made, of kind Standing. */
  static List<Update> statuses() {
    List<Update> out = new ArrayList<>();
    for (JsonNode document : documents("torture-statuses.yaml")) {
      ObjectNode old = object("Standing", "status-" + out.size());
      if (document.has("spec")) {
        old.set("spec", document.get("spec"));
      }
      ObjectNode next = old.deepCopy();
      old.set("status", document.get("old"));
      next.set("status", document.get("new"));
      out.add(new Update(old, next));
    }
    return out;
  }

  /** Schemas to be offered as definitions. */
  static List<JsonNode> definitions() {
    List<JsonNode> out = new ArrayList<>();
    for (JsonNode document : documents("definitions.yaml")) {
      if (document.has("root")) {
        out.add(document.get("root"));
      } else {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("type", "object");
        root.putObject("properties").set("spec", document.get("spec"));
        out.add(root);
      }
    }
    return out;
  }

  static ObjectNode object(String kind, String name) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("apiVersion", GROUP + "/" + VERSION).put("kind", kind);
    object.putObject("metadata").put("name", name).put("namespace", "default");
    return object;
  }

  private static List<JsonNode> documents(String file) {
    try (InputStream in = Torture.class.getResourceAsStream("/schema/" + file)) {
      return YAML.readerFor(JsonNode.class).<JsonNode>readValues(in).readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
