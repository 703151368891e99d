package dev.tenon.sandbox.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.sandbox.config.Durations;
import dev.tenon.sandbox.exchange.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a call says, read strictly: a misspelt field is refused, not ignored. */
final class Call {
  /** A call that cannot be carried out, and why. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode body;

  private Call(ObjectNode body) {
    this.body = body;
  }

  /** Reads the body, a JSON object with some of these fields; an empty one counts as {@code {}}. */
  static Call of(Request request, String... fields) {
    ObjectNode body = object(request);
    Set<String> unknown = new TreeSet<>();
    body.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(Set.of(fields));
    if (!unknown.isEmpty()) {
      throw new Refused(
          400,
          "there is no "
              + String.join(", ", unknown)
              + " here; "
              + (fields.length == 0
                  ? "this call takes nothing"
                  : "known are " + String.join(", ", fields)));
    }
    return new Call(body);
  }

  /** Reads the body as any JSON object. */
  static ObjectNode object(Request request) {
    if (request.body().length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      if (JSON.readTree(request.body()) instanceof ObjectNode object) {
        return object;
      }
      throw new Refused(400, "the body is no JSON object");
    } catch (IOException e) {
      throw new Refused(400, "the body is no JSON");
    }
  }

  Optional<String> text(String field) {
    return body.hasNonNull(field)
        ? Optional.of(
            body.get(field).isValueNode() ? body.get(field).asText() : body.get(field).toString())
        : Optional.empty();
  }

  boolean is(String field) {
    String text = text(field).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw new Refused(400, field + " is '" + text + "'; expected true or false");
    }
    return text.equals("true");
  }

  Optional<Duration> duration(String field) {
    return text(field)
        .map(
            text -> {
              try {
                return Durations.parse(text);
              } catch (IllegalArgumentException e) {
                throw new Refused(400, field + ": " + e.getMessage());
              }
            });
  }

  Duration required(String field) {
    return duration(field)
        .orElseThrow(
            () ->
                new Refused(
                    400,
                    field + " is missing; expected a duration such as 250ms, 2s, 5m, 1h or 1d"));
  }

  int integer(String field, int min, int max, int otherwise) {
    String text = text(field).orElse(Integer.toString(otherwise));
    if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
      throw new Refused(
          400, field + " is '" + text + "'; expected a whole number from " + min + " to " + max);
    }
    return Integer.parseInt(text);
  }

  double number(String field, double otherwise) {
    String text = text(field).orElse(Double.toString(otherwise));
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new Refused(400, field + " is '" + text + "'; expected a number");
    }
  }

  <E extends Enum<E>> E word(String field, Class<E> type, E otherwise) {
    String text = text(field).orElse(otherwise.toString());
    for (E word : type.getEnumConstants()) {
      if (word.toString().equals(text)) {
        return word;
      }
    }
    throw new Refused(
        400,
        field
            + " is '"
            + text
            + "'; expected one of "
            + java.util.Arrays.toString(type.getEnumConstants()));
  }
}
