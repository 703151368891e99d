package dev.tenon.engine.cel.value;

/** A value with CEL's equality, as a set needs it: 1, 1u and 1.0 are one. */
public record CelItem(Object value) {
  @Override
  public boolean equals(Object other) {
    return other instanceof CelItem item && CelEquality.equal(value, item.value);
  }

  @Override
  public int hashCode() {
    return CelEquality.hash(value);
  }
}
