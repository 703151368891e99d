package dev.tenon.engine.cel;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The type in CEL of values that a schema describes, and what is needed to read them. An object
 * with named fields has a type of its own, named after where it stands, so that a field that does
 * not exist is an error of the expression and not of its evaluation.
 *
 * @param shape how a value is read
 * @param type the type that expressions see
 * @param nullable whether null is a value
 * @param fields of an object, by their names in CEL
 * @param properties of an object, all that the schema names, by their own names; those without a
 *     type are absent
 * @param element of a list or map
 * @param listType {@code set}, {@code map}, or anything else
 * @param keys of a list of type map
 * @param text how a string of another type is read
 */
record SchemaType(
    Shape shape,
    CelType type,
    boolean nullable,
    Map<String, Field> fields,
    Map<String, SchemaType> properties,
    Optional<SchemaType> element,
    String listType,
    List<String> keys,
    Optional<SchemaReading.TextType> text) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** How a value is read. */
  enum Shape {
    OBJECT,
    MAP,
    LIST,
    STRING,
    BYTES,
    DURATION,
    DATE,
    DATE_TIME,
    TEXT,
    BOOL,
    INT,
    DOUBLE,
    INT_OR_STRING,
    DYNAMIC
  }

  /** A field of an object: its name in JSON and its type. */
  record Field(String name, SchemaType type) {}

  /** A value of which nothing is known. */
  static final SchemaType DYNAMIC = scalar(Shape.DYNAMIC, SimpleType.DYN, true);

  /** A schema; empty where expressions cannot see its values. */
  static Optional<SchemaType> of(CelSchema schema, String name, SchemaReading reading) {
    if (schema.intOrString()) {
      return Optional.of(scalar(Shape.INT_OR_STRING, SimpleType.DYN, schema.nullable()));
    }
    return switch (schema.type()) {
      case "object" ->
          object(schema.embeddedResource() ? schema.asResource() : schema, name, reading);
      case "array" ->
          schema
              .items()
              .flatMap(items -> of(items, name + ".@idx", reading))
              .map(items -> container(Shape.LIST, ListType.create(items.type()), schema, items));
      case "string" -> Optional.of(string(schema, reading));
      case "boolean" -> Optional.of(scalar(Shape.BOOL, SimpleType.BOOL, schema.nullable()));
      case "number" -> Optional.of(scalar(Shape.DOUBLE, SimpleType.DOUBLE, schema.nullable()));
      case "integer" -> Optional.of(scalar(Shape.INT, SimpleType.INT, schema.nullable()));
      default -> dynamic(reading) ? Optional.of(DYNAMIC) : Optional.empty();
    };
  }

  private static Optional<SchemaType> object(CelSchema schema, String name, SchemaReading reading) {
    if (schema.additionalProperties().isPresent()) {
      return of(schema.additionalProperties().get(), name + ".@elem", reading)
          .map(
              values ->
                  container(
                      Shape.MAP, MapType.create(SimpleType.STRING, values.type()), schema, values));
    }
    if (schema.properties().isEmpty() && dynamic(reading)) {
      return Optional.of(
          container(Shape.MAP, MapType.create(SimpleType.STRING, SimpleType.DYN), schema, DYNAMIC));
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    Map<String, SchemaType> properties = new LinkedHashMap<>();
    schema
        .properties()
        .forEach(
            (property, propertySchema) -> {
              Optional<String> escaped = PropertyNames.escape(property);
              of(propertySchema, name + "." + escaped.orElse(property), reading)
                  .ifPresent(
                      type -> {
                        properties.put(property, type);
                        Field field = new Field(property, type);
                        escaped.ifPresent(inCel -> fields.put(inCel, field));
                        if (dynamic(reading) && PLAIN.matcher(property).matches()) {
                          // where types are not those of rules, words such as namespace need no
                          // escape, as in Kubernetes' admission policies
                          fields.put(property, field);
                        }
                      });
            });
    ImmutableMap.Builder<String, CelType> types = ImmutableMap.builder();
    fields.forEach((field, declared) -> types.put(field, declared.type().type()));
    ImmutableMap<String, CelType> byField = types.buildOrThrow();
    StructType type =
        StructType.create(name, byField.keySet(), field -> Optional.ofNullable(byField.get(field)));
    return Optional.of(
        new SchemaType(
            Shape.OBJECT,
            type,
            schema.nullable(),
            Collections.unmodifiableMap(fields),
            Collections.unmodifiableMap(properties),
            Optional.empty(),
            "",
            List.of(),
            Optional.empty()));
  }

  private static SchemaType string(CelSchema schema, SchemaReading reading) {
    Optional<SchemaReading.TextType> text = reading.texts().apply(schema);
    if (text.isPresent()) {
      return new SchemaType(
          Shape.TEXT,
          text.get().type(),
          schema.nullable(),
          Map.of(),
          Map.of(),
          Optional.empty(),
          "",
          List.of(),
          text);
    }
    return switch (schema.format()) {
      case "byte" -> scalar(Shape.BYTES, SimpleType.BYTES, schema.nullable());
      case "duration" -> scalar(Shape.DURATION, SimpleType.DURATION, schema.nullable());
      case "date" -> scalar(Shape.DATE, SimpleType.TIMESTAMP, schema.nullable());
      case "date-time" -> scalar(Shape.DATE_TIME, SimpleType.TIMESTAMP, schema.nullable());
      default -> scalar(Shape.STRING, SimpleType.STRING, schema.nullable());
    };
  }

  private static boolean dynamic(SchemaReading reading) {
    return reading.undeclared() == SchemaReading.Undeclared.DYNAMIC;
  }

  private static SchemaType scalar(Shape shape, CelType type, boolean nullable) {
    return new SchemaType(
        shape,
        type,
        nullable,
        Map.of(),
        Map.of(),
        Optional.empty(),
        "",
        List.of(),
        Optional.empty());
  }

  private static SchemaType container(
      Shape shape, CelType type, CelSchema schema, SchemaType element) {
    return new SchemaType(
        shape,
        type,
        schema.nullable(),
        Map.of(),
        Map.of(),
        Optional.of(element),
        schema.listType(),
        schema.listMapKeys(),
        Optional.empty());
  }

  /** A list of values of a type. */
  static SchemaType listOf(SchemaType element) {
    return new SchemaType(
        Shape.LIST,
        ListType.create(element.type()),
        false,
        Map.of(),
        Map.of(),
        Optional.of(element),
        "",
        List.of(),
        Optional.empty());
  }

  /** Hands out the types of all objects in this one, which a compiler must know by name. */
  void forEachObject(Consumer<StructType> consumer) {
    if (type instanceof StructType struct) {
      consumer.accept(struct);
    }
    element.ifPresent(e -> e.forEachObject(consumer));
    fields.values().forEach(field -> field.type().forEachObject(consumer));
  }
}
