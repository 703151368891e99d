package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.golang.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What an API server says to an object, and what we say: the code, the errors (sorted, for it goes
 * through maps in random order), and the object as it is kept.
 */
final class Answer {
  private Answer() {}

  /** Our answer to the creation of an object. */
  static JsonNode toCreation(StructuralSchema schema, ObjectNode object) {
    ObjectNode prepared = prepared(schema, object);
    prepared.remove("status");
    List<FieldError> before = ObjectMetaRules.check(prepared.path("metadata"), true);
    return answer(
        "Torture", prepared, schema.validate(prepared, Optional.empty(), before, warning -> {}));
  }

  /** Our answer to strict decoding. */
  static JsonNode toStrictness(StructuralSchema schema, ObjectNode object) {
    List<String> flaws = new ArrayList<>();
    ObjectMetaRules.unknownFields(object.path("metadata"))
        .forEach(path -> flaws.add("unknown field \"" + path + "\""));
    schema.unknownFields(object).forEach(path -> flaws.add("unknown field \"" + path + "\""));
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    return flaws.isEmpty()
        ? out.put("code", 0)
        : out.put("code", 400)
            .put("message", InvalidStatus.strictMessage(Torture.VERSION, "Torture", flaws));
  }

  /** Our answer to an update. */
  static JsonNode toUpdate(StructuralSchema schema, Torture.Update update) {
    ObjectNode old = prepared(schema, update.old());
    ObjectNode next = prepared(schema, update.next());
    List<String> warnings = new ArrayList<>();
    ObjectNode out =
        answer("Ratchet", next, schema.validate(next, Optional.of(old), List.of(), warnings::add));
    if (!warnings.isEmpty()) {
      ArrayNode list = out.putArray("warnings");
      new TreeSet<>(warnings).forEach(list::add);
    }
    return out;
  }

  private static ObjectNode prepared(StructuralSchema schema, ObjectNode object) {
    ObjectNode copy = object.deepCopy();
    schema.prune(copy);
    schema.applyDefaults(copy);
    return copy;
  }

  private static ObjectNode answer(String kind, ObjectNode object, List<FieldError> errors) {
    if (errors.isEmpty()) {
      return kept(object);
    }
    return refused(
        InvalidStatus.of(
            Torture.GROUP, kind, object.path("metadata").path("name").asText(), errors));
  }

  /** An object as it is kept, without what a server adds. */
  static ObjectNode kept(JsonNode object) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("code", 0);
    object
        .fields()
        .forEachRemaining(
            entry -> {
              if (!List.of("apiVersion", "kind", "metadata").contains(entry.getKey())) {
                // a whole number that was sent as 2.0 is kept as 2
                out.set(entry.getKey(), GoJson.read(GoText.json(entry.getValue())));
              }
            });
    return out;
  }

  /**
   * A refusal, with its causes sorted; the message is checked to be made of the causes in their
   * order.
   */
  static ObjectNode refused(JsonNode status) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("code", status.path("code").asInt());
    out.put("reason", status.path("reason").asText());
    List<JsonNode> causes = new ArrayList<>();
    status.path("details").path("causes").forEach(causes::add);
    if (causes.isEmpty()) {
      return out.put("message", status.path("message").asText());
    }
    String subject = status.path("message").asText().split(" is invalid: ", 2)[0];
    TreeSet<String> messages = new TreeSet<>();
    TreeSet<String> distinct = new TreeSet<>();
    List<String> inOrder = new ArrayList<>();
    for (JsonNode cause : causes) {
      String text = cause.path("field").asText() + ": " + cause.path("message").asText();
      messages.add(cause.path("reason").asText() + " " + text);
      if (distinct.add(text)) {
        inOrder.add(text);
      }
    }
    String all = String.join(", ", inOrder);
    String made = subject + " is invalid: " + (inOrder.size() == 1 ? all : "[" + all + "]");
    out.put("subject", subject);
    if (!made.equals(status.path("message").asText())) {
      out.put("message", status.path("message").asText());
    }
    ArrayNode list = out.putArray("causes");
    messages.forEach(list::add);
    return out;
  }
}
