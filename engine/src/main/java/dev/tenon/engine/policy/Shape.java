package dev.tenon.engine.policy;

import dev.tenon.api.Durations;
import dev.tenon.engine.cel.CelSchema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a value that policies read and that no CustomResourceDefinition describes. Immutable
 * where {@link #with} is no longer called.
 */
final class Shape implements CelSchema {
  private final String type;
  private final String format;
  private final String pattern;
  private final Map<String, CelSchema> properties = new LinkedHashMap<>();
  private final Optional<CelSchema> items;

  private Shape(String type, String format, String pattern, Optional<CelSchema> items) {
    this.type = type;
    this.format = format;
    this.pattern = pattern;
    this.items = items;
  }

  private static Shape scalar(String type, String format) {
    return new Shape(type, format, "", Optional.empty());
  }

  static Shape text() {
    return scalar("string", "");
  }

  /** A duration as manifests write it. */
  static Shape duration() {
    return new Shape("string", "", Durations.PATTERN, Optional.empty());
  }

  static Shape day() {
    return scalar("string", "date");
  }

  static Shape instant() {
    return scalar("string", "date-time");
  }

  static Shape truth() {
    return scalar("boolean", "");
  }

  static Shape whole() {
    return scalar("integer", "");
  }

  static Shape number() {
    return scalar("number", "");
  }

  static Shape list(CelSchema items) {
    return new Shape("array", "", "", Optional.of(items));
  }

  static Shape object() {
    return scalar("object", "");
  }

  /** Adds a field to an object. */
  Shape with(String name, CelSchema field) {
    properties.put(name, field);
    return this;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public String pattern() {
    return pattern;
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public boolean intOrString() {
    return false;
  }

  @Override
  public boolean preservesUnknown() {
    return false;
  }

  @Override
  public boolean embeddedResource() {
    return false;
  }

  @Override
  public String listType() {
    return "";
  }

  @Override
  public List<String> listMapKeys() {
    return List.of();
  }

  @Override
  public Map<String, ? extends CelSchema> properties() {
    return Collections.unmodifiableMap(properties);
  }

  @Override
  public Optional<? extends CelSchema> items() {
    return items;
  }

  @Override
  public Optional<? extends CelSchema> additionalProperties() {
    return Optional.empty();
  }

  @Override
  public CelSchema asResource() {
    return this;
  }
}
