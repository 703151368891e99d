package dev.tenon.engine.cel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelVariableResolver;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The values of an environment's variables for one evaluation. A variable declared by a schema
 * takes JSON, any other a value of CEL: Boolean, Long, Double, String, java.time.Duration,
 * java.time.Instant, List, Map. Not for several threads at once.
 */
public final class CelBindings implements CelVariableResolver {
  private final Map<String, SchemaType> types;
  private final Map<String, Object> values = new HashMap<>();

  CelBindings(Map<String, SchemaType> types) {
    this.types = types;
  }

  /**
   * Binds a variable that was declared by a schema, or a dynamic one, to JSON. JSON null is CEL's
   * null.
   *
   * @throws IllegalArgumentException where there is no such variable
   */
  public CelBindings json(String name, JsonNode json) {
    SchemaType type = declared(name);
    values.put(name, absent(json) ? NullValue.NULL_VALUE : new Unread(json, type));
    return this;
  }

  /**
   * As {@link #json(String, JsonNode)}, for JSON that is made when an expression first reads the
   * variable.
   */
  public CelBindings json(String name, Supplier<JsonNode> maker) {
    values.put(name, new Unmade(maker, declared(name)));
    return this;
  }

  private SchemaType declared(String name) {
    SchemaType type = types.get(name);
    if (type == null) {
      throw new IllegalArgumentException("no variable " + name + " is declared by a schema");
    }
    return type;
  }

  private static boolean absent(JsonNode json) {
    return json.isNull() || json.isMissingNode();
  }

  /** Binds a variable to JSON that may be absent, as an optional value of CEL. */
  public CelBindings optionalJson(String name, Optional<? extends JsonNode> json) {
    if (json.isEmpty()) {
      values.put(name, Optional.empty());
    } else {
      json(name, json.get());
      values.computeIfPresent(
          name, (n, v) -> v instanceof Unread unread ? unread.asOptional() : Optional.of(v));
    }
    return this;
  }

  /** Binds any other variable. */
  public CelBindings value(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Binds a variable to CEL's null. */
  public CelBindings none(String name) {
    values.put(name, NullValue.NULL_VALUE);
    return this;
  }

  /**
   * The value of a variable; JSON that is not of the variable's type is an error to the expressions
   * that read it, and to no other.
   */
  @Override
  public Optional<Object> find(String name) {
    Object value = values.get(name);
    if (value instanceof Unmade unmade) {
      value = unmade.value();
      values.put(name, value);
    }
    if (value instanceof Unread unread) {
      value = unread.value();
      values.put(name, value);
    }
    return Optional.ofNullable(value);
  }

  private record Unmade(Supplier<JsonNode> maker, SchemaType type) {
    Object value() {
      JsonNode json = maker.get();
      return absent(json) ? NullValue.NULL_VALUE : new Unread(json, type);
    }
  }

  private record Unread(JsonNode json, SchemaType type, boolean optional) {
    Unread(JsonNode json, SchemaType type) {
      this(json, type, false);
    }

    Unread asOptional() {
      return new Unread(json, type, true);
    }

    Object value() {
      Object value = JsonValues.value(json, type);
      return optional ? Optional.of(value) : value;
    }
  }
}
