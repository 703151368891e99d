package dev.tenon.engine.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.tenon.engine.golang.GoBase64;
import dev.tenon.engine.golang.GoKind;
import dev.tenon.engine.golang.GoTime;
import java.time.ZoneOffset;
import java.util.function.Function;

/**
 * JSON as values of CEL, by the type that its schema gives it. Objects, maps and lists are views:
 * what an expression does not touch is never converted.
 */
final class JsonValues {
  private JsonValues() {}

  static Object value(JsonNode json, SchemaType type) {
    GoKind kind = GoKind.of(json);
    if (kind == GoKind.NULL) {
      if (!type.nullable()) {
        throw invalid("invalid data, got null for schema with nullable=false");
      }
      return NullValue.NULL_VALUE;
    }
    return switch (type.shape()) {
      case OBJECT ->
          kind == GoKind.MAP
              ? new ObjectValue(json, type)
              : wrong("a map for the provided schema with type=object");
      case MAP ->
          kind == GoKind.MAP
              ? new MapValue(json, type.element().orElseThrow())
              : wrong("a map for the provided schema with type=object");
      case LIST ->
          kind == GoKind.LIST
              ? ListValue.of(json, type)
              : wrong("an array for the provided schema with type=array");
      case STRING -> text(json, kind);
      case TEXT -> read(type, text(json, kind));
      case BYTES ->
          parsed(
              "byte formatted string",
              text(json, kind),
              text -> CelByteString.of(GoBase64.decodeUrl(text)));
      case DURATION ->
          parsed(
              "duration",
              text(json, kind),
              text ->
                  GoTime.parseDuration(text)
                      .orElseThrow(
                          () ->
                              new IllegalArgumentException(
                                  "unable to parse " + text + " as duration")));
      case DATE ->
          parsed(
              "date formatted string",
              text(json, kind),
              text -> GoTime.parseDate(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      case DATE_TIME ->
          parsed("date-time formatted string", text(json, kind), GoTime::parseDateTime);
      case BOOL -> kind == GoKind.BOOL ? (Object) json.booleanValue() : wrong("bool", kind);
      case INT -> kind == GoKind.INT ? (Object) json.longValue() : wrong("int", kind);
      case DOUBLE ->
          kind == GoKind.INT || kind == GoKind.FLOAT
              ? (Object) json.doubleValue()
              : wrong("float", kind);
      case INT_OR_STRING ->
          kind == GoKind.INT
              ? (Object) json.longValue()
              : kind == GoKind.STRING
                  ? json.textValue()
                  : wrong("XIntOrString value to be either a string or integer");
      case DYNAMIC -> dynamic(json, kind);
    };
  }

  private static Object dynamic(JsonNode json, GoKind kind) {
    return switch (kind) {
      case NULL -> NullValue.NULL_VALUE;
      case BOOL -> json.booleanValue();
      case INT -> json.longValue();
      case FLOAT -> json.doubleValue();
      case STRING -> json.textValue();
      case LIST -> ListValue.of(json, SchemaType.DYNAMIC);
      case MAP -> new MapValue(json, SchemaType.DYNAMIC);
    };
  }

  private static String text(JsonNode json, GoKind kind) {
    if (kind != GoKind.STRING) {
      wrong("string", kind);
    }
    return json.textValue();
  }

  private static Object read(SchemaType type, String text) {
    try {
      return type.text().orElseThrow().read().apply(text);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage());
    }
  }

  private static Object parsed(String what, String text, Function<String, Object> read) {
    try {
      return read.apply(text);
    } catch (IllegalArgumentException e) {
      throw invalid("Invalid " + what + " " + text + ": " + e.getMessage());
    }
  }

  private static Object wrong(String wanted) {
    throw invalid("invalid data, expected " + wanted);
  }

  private static Object wrong(String wanted, GoKind found) {
    return wrong(wanted + ", got " + found.goType());
  }

  private static RuntimeException invalid(String message) {
    return new CelInvalidArgumentException(message);
  }
}
