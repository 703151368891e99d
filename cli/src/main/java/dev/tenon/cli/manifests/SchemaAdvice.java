package dev.tenon.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.kinds.Builtins;
import dev.tenon.local.api.kinds.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Says what to do about a mistake, out of what a kind's schema says of the field. */
final class SchemaAdvice {
  private static final int MOST_NAMES = 16;
  private static final int LONGEST = 300;

  private final ResourceType type;

  SchemaAdvice(ResourceType type) {
    this.type = type;
  }

  /** About a field that there is not. */
  String unknown(String field) {
    FieldSteps steps = FieldSteps.of(field);
    if (steps.isEmpty()) {
      return "Remove it.";
    }
    List<String> names = new ArrayList<>();
    at(steps.parent()).path("properties").fieldNames().forEachRemaining(names::add);
    names.remove("status");
    if (names.isEmpty()) {
      return "Remove it.";
    }
    String all =
        names.size() > MOST_NAMES
            ? String.join(", ", names.subList(0, MOST_NAMES)) + " …"
            : String.join(", ", names);
    return Nearest.of(steps.last(), names)
        .map(one -> "Did you mean " + one + "? The fields here are " + all + ".")
        .orElse("Remove it; the fields here are " + all + ".");
  }

  /** About a value that is not what it must be. */
  String fix(FieldError error, JsonNode object) {
    FieldSteps steps = FieldSteps.of(error.field());
    JsonNode schema = at(steps);
    String about = described(schema);
    return switch (error.type()) {
      case REQUIRED -> "Add " + error.field() + (about.isEmpty() ? "." : ": " + about);
      case NOT_SUPPORTED -> oneOf(steps, schema, object);
      case TYPE_INVALID -> typed(schema, steps.in(object));
      case DUPLICATE -> "Remove one of the two, or make them different.";
      case TOO_LONG -> "Make it shorter.";
      case TOO_MANY -> "Leave some out.";
      case FORBIDDEN -> "Remove it.";
      case INVALID, NOT_FOUND, INTERNAL -> about.isEmpty() ? reference() : about;
    };
  }

  private String oneOf(FieldSteps steps, JsonNode schema, JsonNode object) {
    List<String> values = new ArrayList<>();
    schema.path("enum").forEach(value -> values.add(value.asText()));
    String given = steps.in(object).asText("");
    return Nearest.of(given, values)
        .map(one -> "Did you mean " + one + "?")
        .orElse("Write one of " + String.join(", ", values) + ".");
  }

  private static String typed(JsonNode schema, JsonNode given) {
    String wanted = schema.path("type").asText();
    if (wanted.equals("string") && given.isValueNode() && !given.isNull()) {
      return given.isBoolean()
          ? "Put it in quotes: without them yes, no, on, off, true and false are booleans."
          : "Put it in quotes: without them it is a number.";
    }
    if (given.isTextual() && (wanted.equals("integer") || wanted.equals("boolean"))) {
      return "Write it without quotes, as " + called(wanted) + ".";
    }
    return "Write " + called(wanted) + " here.";
  }

  private static String called(String type) {
    return switch (type) {
      case "object" -> "a mapping (name: value)";
      case "array" -> "a list (- item)";
      case "string" -> "a text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      default -> "what its reference says";
    };
  }

  /** What a field is for, in the words of its schema. */
  private static String described(JsonNode schema) {
    String text = schema.path("description").asText("").strip();
    if (text.length() > LONGEST) {
      int end = text.lastIndexOf(". ", LONGEST);
      text = end > 0 ? text.substring(0, end + 1) : text.substring(0, LONGEST) + "…";
    }
    return text.isEmpty() || text.endsWith(".") || text.endsWith("…") ? text : text + ".";
  }

  private String reference() {
    return type.custom()
        ? "See docs/reference/" + type.kind().toLowerCase(Locale.ROOT) + ".md."
        : "See kubectl explain " + type.plural() + ".";
  }

  private JsonNode at(FieldSteps steps) {
    JsonNode schema = resolved(type.schema());
    for (FieldSteps.Step step : steps.all()) {
      schema = resolved(below(schema, step));
    }
    return schema;
  }

  private static JsonNode below(JsonNode schema, FieldSteps.Step step) {
    if (step.subscript()) {
      JsonNode items = schema.path("items");
      return items.isMissingNode() ? schema.path("additionalProperties") : items;
    }
    JsonNode named = schema.path("properties").path(step.name());
    return named.isMissingNode() ? schema.path("additionalProperties") : named;
  }

  private static JsonNode resolved(JsonNode schema) {
    return Optional.ofNullable(schema.get("$ref"))
        .map(reference -> Builtins.definition(reference.asText()))
        .orElse(schema);
  }
}
