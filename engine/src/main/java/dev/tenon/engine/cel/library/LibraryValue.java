package dev.tenon.engine.cel.library;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.values.OpaqueValue;
import java.util.Objects;

/**
 * A value of a type that only its library's functions can look into: a URL, a quantity, an address,
 * a version, a format.
 *
 * @param <T> what is inside; its equality is the value's
 */
abstract class LibraryValue<T> extends OpaqueValue {
  private final OpaqueType type;

  @SuppressWarnings(
      "Immutable") // what is inside is immutable, which the compiler cannot see of a type parameter
  private final T inside;

  LibraryValue(OpaqueType type, T inside) {
    this.type = type;
    this.inside = inside;
  }

  T inside() {
    return inside;
  }

  @Override
  public Object value() {
    return this;
  }

  @Override
  public OpaqueType celType() {
    return type;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LibraryValue<?> value
        && type.equals(value.type)
        && inside.equals(value.inside);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, inside);
  }

  @Override
  public String toString() {
    return inside.toString();
  }
}
