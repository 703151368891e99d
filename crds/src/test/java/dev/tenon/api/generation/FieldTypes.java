package dev.tenon.api.generation;

import dev.tenon.api.Durations;
import dev.tenon.api.schema.Decimal;
import dev.tenon.api.schema.Id;
import dev.tenon.api.schema.Label;
import dev.tenon.api.schema.Link;
import dev.tenon.api.schema.Name;
import dev.tenon.api.schema.Percent;
import dev.tenon.api.schema.Subdomain;
import dev.tenon.api.schema.Subject;
import dev.tenon.api.schema.Word;
import dev.tenon.api.v1alpha1.Rate;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the reference pages call the types and bounds of fields. */
final class FieldTypes {
  /** The words for shapes of strings, each with what it means. */
  static final Map<String, String> WORDS = words();

  private static final Map<String, Class<? extends Annotation>> SHAPES = shapes();

  private FieldTypes() {}

  private static Map<String, Class<? extends Annotation>> shapes() {
    Map<String, Class<? extends Annotation>> shapes = new LinkedHashMap<>();
    shapes.put("name", Name.class);
    shapes.put("label", Label.class);
    shapes.put("id", Id.class);
    shapes.put("object name", Subdomain.class);
    shapes.put("word", Word.class);
    shapes.put("link", Link.class);
    shapes.put("user or group", Subject.class);
    shapes.put("percentage", Percent.class);
    shapes.put("decimal", Decimal.class);
    return shapes;
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("text", "a string that is not only white space");
    words.put("day", "an ISO 8601 day in UTC, quoted: `\"2026-12-31\"`");
    words.put("instant", "an RFC 3339 instant, quoted: `\"2026-11-24T06:00:00Z\"`");
    words.put(
        "duration",
        "a whole number from 1 to 999999 and a unit, `ms`, `s`, `m`, `h` or `d`: `500ms`, `30d`");
    words.put("rate", "a whole number, a slash and a unit, `s`, `m`, `h` or `d`: `500/h`");
    words.put(
        "name",
        "the name of an object of Tenon: a DNS-1035 label (lower-case letters, digits, dashes, beginning with a letter) of at most 52 characters");
    words.put(
        "label", "a DNS-1123 label: lower-case letters, digits and dashes, at most 63 characters");
    words.put("id", "letters, digits, `.`, `_` and `-`, at most 63 characters: `ADR-0042`");
    words.put(
        "object name",
        "the name of an object of Kubernetes' own: a DNS-1123 subdomain of at most 253 characters");
    words.put("word", "letters, digits and dashes, beginning with a letter, at most 63 characters");
    words.put("link", "an `http` or `https` address of at most 1024 characters");
    words.put(
        "user or group",
        "a name as Kubernetes authenticates it: no white space, at most 253 characters");
    words.put(
        "percentage",
        "a decimal string above 0 and below 100 with at most four decimals: `\"99.5\"`");
    words.put("decimal", "a number as a string, at most 24 characters: `\"-3.25\"`");
    words.put("free form", "any fields; Tenon checks them, not the API server");
    return words;
  }

  /** What a value of this schema is called. */
  static String type(JSONSchemaProps schema) {
    if (schema.getType() == null || isFreeForm(schema)) {
      return "free form";
    }
    return switch (schema.getType()) {
      case "array" -> "list of " + type(schema.getItems().getSchema());
      case "object" ->
          schema.getAdditionalProperties() == null
              ? "object"
              : "map of " + type(schema.getAdditionalProperties().getSchema());
      case "string" -> string(schema);
      default -> schema.getType();
    };
  }

  private static boolean isFreeForm(JSONSchemaProps schema) {
    return Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields());
  }

  private static String string(JSONSchemaProps schema) {
    if (!schema.getEnum().isEmpty()) {
      return schema.getEnum().stream()
          .map(value -> "`" + value.asText() + "`")
          .collect(Collectors.joining(" or "));
    }
    if ("date".equals(schema.getFormat())) {
      return "day";
    }
    if ("date-time".equals(schema.getFormat())) {
      return "instant";
    }
    if (Durations.PATTERN.equals(schema.getPattern())) {
      return "duration";
    }
    if (Rate.PATTERN.equals(schema.getPattern())) {
      return "rate";
    }
    if ("\\S".equals(schema.getPattern())) {
      return "text";
    }
    return shape(schema).orElse("string");
  }

  private static Optional<String> shape(JSONSchemaProps schema) {
    return SHAPES.entrySet().stream()
        .filter(
            shape ->
                shape.getValue().getAnnotation(Pattern.class).value().equals(schema.getPattern())
                    && Objects.equals(
                        shape.getValue().getAnnotation(Size.class).max(), schema.getMaxLength()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The bounds that the type's word does not already say. */
  static String bounds(JSONSchemaProps schema) {
    List<String> bounds = new ArrayList<>();
    if (schema.getMinimum() != null || schema.getMaximum() != null) {
      bounds.add(range(schema.getMinimum(), schema.getMaximum()));
    }
    String type = type(schema);
    if (type.equals("text")) {
      bounds.add("at most " + schema.getMaxLength() + " characters");
    } else if (type.equals("string")) {
      bounds.add("at most " + schema.getMaxLength() + " characters");
      Optional.ofNullable(schema.getPattern()).ifPresent(p -> bounds.add("`" + p + "`"));
    }
    if (schema.getMaxItems() != null) {
      bounds.add(
          (schema.getMinItems() == null ? "at most " : schema.getMinItems() + " to ")
              + schema.getMaxItems());
    }
    if (schema.getMaxProperties() != null) {
      bounds.add("at most " + schema.getMaxProperties());
    }
    if ("set".equals(schema.getXKubernetesListType())) {
      bounds.add("each once");
    } else if ("map".equals(schema.getXKubernetesListType())) {
      bounds.add("each " + String.join(" and ", schema.getXKubernetesListMapKeys()) + " once");
    }
    if (schema.getItems() != null && !schema.getType().equals("object")) {
      String items = bounds(schema.getItems().getSchema());
      if (!items.isEmpty() && schema.getItems().getSchema().getProperties().isEmpty()) {
        bounds.add("each " + items);
      }
    }
    return String.join(", ", bounds);
  }

  private static String range(Double minimum, Double maximum) {
    if (maximum == null) {
      return "at least " + minimum.longValue();
    }
    return minimum == null
        ? "at most " + maximum.longValue()
        : minimum.longValue() + " to " + maximum.longValue();
  }
}
