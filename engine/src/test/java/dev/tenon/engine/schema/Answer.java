package dev.tenon.engine.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.golang.GoText;
import java.util.ArrayList;
import java.util.Collection;
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
    Optional<JsonNode> undecodable = undecodable("Torture", schema, object);
    if (undecodable.isPresent()) {
      return undecodable.get();
    }
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
    Optional<JsonNode> undecodable = undecodable("Torture", schema, object);
    if (undecodable.isPresent()) {
      return undecodable.get();
    }
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    return flaws.isEmpty()
        ? out.put("code", 0)
        : out.put("code", 400)
            .put("message", InvalidStatus.strictMessage(Torture.VERSION, "Torture", flaws));
  }

  /** Our answer to a definition with a schema. */
  static ArrayNode toDefinition(JsonNode schema) {
    return causes(
        InvalidStatus.of(
                "apiextensions.k8s.io",
                "CustomResourceDefinition",
                "x",
                StructuralRules.check(schema, FieldPath.of("spec.validation.openAPIV3Schema")))
            .path("details")
            .path("causes"));
  }

  /** An answer to a definition, sorted, without what is said of the estimated cost of rules. */
  static ArrayNode causes(JsonNode causes) {
    TreeSet<String> messages = new TreeSet<>();
    for (JsonNode cause : causes) {
      String message = cause.path("message").asText();
      if (!message.contains("estimated rule cost")) {
        messages.add(
            cause.path("reason").asText()
                + " "
                + cause.path("field").asText().replace("spec.validation.openAPIV3Schema", "schema")
                + ": "
                + message);
      }
    }
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    messages.forEach(list::add);
    return list;
  }

  /** Our answer to an update. */
  static JsonNode toUpdate(String kind, StructuralSchema schema, Torture.Update update) {
    return toUpdate(kind, schema, update, false);
  }

  /** Our answer to an update of the status. */
  static JsonNode toStatus(StructuralSchema schema, Torture.Update update) {
    return toUpdate("Standing", schema, update, true);
  }

  private static JsonNode toUpdate(
      String kind, StructuralSchema schema, Torture.Update update, boolean status) {
    Optional<JsonNode> undecodable = undecodable(kind, schema, update.next());
    if (undecodable.isPresent()) {
      return undecodable.get();
    }
    // a whole number is stored without its fraction
    ObjectNode old = prepared(schema, (ObjectNode) GoJson.read(GoText.json(update.old())));
    ObjectNode next = prepared(schema, update.next());
    List<String> warnings = new ArrayList<>();
    ObjectNode out =
        answer(
            kind,
            next,
            status
                ? schema.validateStatus(next, old, List.of(), warnings::add)
                : schema.validate(next, Optional.of(old), List.of(), warnings::add));
    if (!warnings.isEmpty()) {
      ArrayNode list = out.putArray("warnings");
      warnings(warnings).forEach(list::add);
    }
    return out;
  }

  /**
   * Warnings as a header can carry them: none of control characters, and other bytes than ASCII
   * lost.
   */
  static TreeSet<String> warnings(Collection<String> warnings) {
    TreeSet<String> out = new TreeSet<>();
    for (String warning : warnings) {
      if (warning.chars().noneMatch(c -> c < ' ' || c == 0x7f)) {
        out.add(warning.replaceAll("[^ -~]+", "?"));
      }
    }
    return out;
  }

  /** A refusal to decode; with every reason, for a server tells the first that it comes upon. */
  private static Optional<JsonNode> undecodable(
      String kind, StructuralSchema schema, ObjectNode object) {
    List<FieldError> errors = schema.undecodable(object);
    if (errors.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode out = JsonNodeFactory.instance.objectNode().put("code", 400);
    ArrayNode any = out.putArray("any");
    errors.forEach(
        e -> any.add(InvalidStatus.undecodableMessage(Torture.VERSION, kind, e.message())));
    return Optional.of(out);
  }

  /** Whether our answer is the server's. */
  static boolean alike(JsonNode ours, JsonNode theirs) {
    if (ours.has("any")) {
      boolean known = false;
      for (JsonNode one : ours.get("any")) {
        known |= one.asText().equals(theirs.path("message").asText());
      }
      return known && theirs.path("code").asInt() == ours.path("code").asInt();
    }
    return GoText.json(ours).equals(GoText.json(theirs));
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
