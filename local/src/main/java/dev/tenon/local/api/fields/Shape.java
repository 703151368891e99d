package dev.tenon.local.api.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.local.api.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What merging needs to know of a schema: which values are scalars, lists (atomic, sets or keyed)
 * or maps (atomic or field by field), and what is inside them. Made from an OpenAPI schema; where
 * that leaves a type open, a value is taken for what it turns out to be.
 */
public final class Shape {
  /** What scalars a place takes. */
  enum Scalar {
    NUMERIC,
    STRING,
    BOOLEAN,
    ANY
  }

  /** What a value is treated as. */
  enum Form {
    MAP,
    SCALAR,
    LIST,
    NONE
  }

  /** A list: atomic, or a set (no keys), or keyed. */
  record ListShape(boolean associative, List<String> keys, Shape items) {}

  /** A map: its declared fields, and what other fields may hold. */
  record MapShape(
      boolean atomic,
      Map<String, Shape> fields,
      Map<String, JsonNode> defaults,
      Optional<Shape> others) {
    Optional<Shape> at(String name) {
      Shape declared = fields.get(name);
      return declared == null ? others : Optional.of(declared);
    }
  }

  private static final Shape OPEN_ATOMIC = new Shape();
  private static final Shape OPEN = new Shape();

  static {
    OPEN_ATOMIC.scalar = Scalar.ANY;
    OPEN_ATOMIC.list = new ListShape(false, List.of(), OPEN_ATOMIC);
    OPEN_ATOMIC.map = new MapShape(true, Map.of(), Map.of(), Optional.of(OPEN_ATOMIC));
    OPEN.scalar = Scalar.ANY;
    OPEN.list = new ListShape(false, List.of(), OPEN_ATOMIC);
    OPEN.map = new MapShape(false, Map.of(), Map.of(), Optional.of(OPEN));
  }

  private Scalar scalar;
  private ListShape list;
  private MapShape map;

  private Shape() {}

  Optional<Scalar> scalar() {
    return Optional.ofNullable(scalar);
  }

  Optional<ListShape> list() {
    return Optional.ofNullable(list);
  }

  Optional<MapShape> map() {
    return Optional.ofNullable(map);
  }

  /**
   * What a value at this place is: what it is itself where that is allowed, else the first that is.
   */
  Form formOf(JsonNode value) {
    if (value != null && !value.isNull()) {
      if (value.isObject() && map != null) {
        return Form.MAP;
      }
      if (value.isArray() && list != null) {
        return Form.LIST;
      }
      if (value.isValueNode() && scalar != null) {
        return Form.SCALAR;
      }
    }
    if (map != null) {
      return Form.MAP;
    }
    if (scalar != null) {
      return Form.SCALAR;
    }
    return list == null ? Form.NONE : Form.LIST;
  }

  /**
   * The shape of a kind.
   *
   * @param schema its OpenAPI v3 schema, with Kubernetes' extensions
   * @param definitions finds what a {@code $ref} names
   */
  public static Shape of(JsonNode schema, Function<String, JsonNode> definitions) {
    return new Reader(definitions).read(schema, false);
  }

  private static final class Reader {
    private final Function<String, JsonNode> definitions;
    private final Map<String, Shape> named = new HashMap<>();

    Reader(Function<String, JsonNode> definitions) {
      this.definitions = definitions;
    }

    Shape read(JsonNode schema, boolean preserving) {
      String reference = Json.string(schema, "$ref");
      if (!reference.isEmpty()) {
        Shape known = named.get(reference);
        if (known == null) {
          known = new Shape();
          named.put(reference, known);
          fill(known, definitions.apply(reference), false);
        }
        return known;
      }
      Shape shape = new Shape();
      fill(shape, schema, preserving);
      return shape;
    }

    private void fill(Shape shape, JsonNode schema, boolean above) {
      boolean preserving = above || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
      String type = Json.string(schema, "type");
      switch (type) {
        case "object" -> shape.map = map(schema, preserving);
        case "array" -> shape.list = list(schema, preserving);
        case "integer", "number" -> shape.scalar = Scalar.NUMERIC;
        case "boolean" -> shape.scalar = Scalar.BOOLEAN;
        case "string" -> {
          String format = Json.string(schema, "format");
          shape.scalar = format.isEmpty() || format.equals("byte") ? Scalar.STRING : Scalar.ANY;
        }
        default -> {
          shape.scalar = Scalar.ANY;
          if (!schema.path("x-kubernetes-int-or-string").asBoolean()) {
            shape.list = list(schema, preserving);
            shape.map = map(schema, preserving);
          }
        }
      }
    }

    private MapShape map(JsonNode schema, boolean preserving) {
      Map<String, Shape> fields = new HashMap<>();
      Map<String, JsonNode> defaults = new HashMap<>();
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        fields.put(property.getKey(), read(property.getValue(), preserving));
        Json.present(property.getValue(), "default")
            .ifPresent(value -> defaults.put(property.getKey(), value));
      }
      JsonNode additional = schema.path("additionalProperties");
      Optional<Shape> others;
      if (additional.isObject()) {
        others = Optional.of(read(additional, preserving));
      } else if (additional.isBoolean()) {
        others = additional.booleanValue() ? Optional.of(OPEN) : Optional.empty();
      } else {
        others = preserving || fields.isEmpty() ? Optional.of(OPEN) : Optional.empty();
      }
      boolean atomic = Json.string(schema, "x-kubernetes-map-type").equals("atomic");
      return new MapShape(atomic, fields, defaults, others);
    }

    private ListShape list(JsonNode schema, boolean preserving) {
      JsonNode items = schema.path("items");
      Shape inside = items.isObject() ? read(items, preserving) : OPEN_ATOMIC;
      return switch (Json.string(schema, "x-kubernetes-list-type")) {
        case "set" -> new ListShape(true, List.of(), inside);
        case "map" ->
            new ListShape(true, Json.strings(schema.path("x-kubernetes-list-map-keys")), inside);
        default -> new ListShape(false, List.of(), inside);
      };
    }
  }
}
