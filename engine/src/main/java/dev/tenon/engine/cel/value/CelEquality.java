package dev.tenon.engine.cel.value;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.values.CelValue;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CEL's equality: numbers of all kinds lie on one line, lists are equal item by item, maps key by
 * key, and values of different kinds are not equal. The left side decides whether the order of a
 * list counts.
 */
public final class CelEquality {
  private CelEquality() {}

  /** Whether two values are equal. */
  public static boolean equal(Object a, Object b) {
    if (a == b) {
      return true;
    }
    if (a instanceof Number x) {
      return b instanceof Number y && !isNaN(x) && !isNaN(y) && compareNumbers(x, y) == 0;
    }
    if (a instanceof KeyedList x) {
      return b instanceof List<?> y && x.sameAs(y);
    }
    if (a instanceof List<?> x) {
      return b instanceof List<?> y && equalLists(x, y);
    }
    if (a instanceof Map<?, ?> x) {
      return b instanceof Map<?, ?> y && equalMaps(x, y);
    }
    return a.equals(b);
  }

  private static boolean equalLists(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<?> others = b.iterator();
    for (Object item : a) {
      if (!equal(item, others.next())) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalMaps(Map<?, ?> a, Map<?, ?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : a.entrySet()) {
      Optional<Object> other = find(b, entry.getKey());
      if (other.isEmpty() || !equal(entry.getValue(), other.get())) {
        return false;
      }
    }
    return true;
  }

  /** A hash that agrees with {@link #equal}. */
  public static int hash(Object value) {
    if (value instanceof Number number) {
      return Double.hashCode(number.doubleValue() + 0.0);
    }
    if (value instanceof List<?> list) {
      // the order may not count, so it does not count here
      int hash = 17;
      for (Object item : list) {
        hash += hash(item);
      }
      return hash;
    }
    if (value instanceof Map<?, ?> map) {
      int hash = 23;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        hash += hash(entry.getKey()) ^ hash(entry.getValue());
      }
      return hash;
    }
    return value instanceof CelValue ? 31 : value.hashCode();
  }

  /** Whether the list has an item that is equal to the given one. */
  public static boolean contains(List<?> list, Object item) {
    for (Object one : list) {
      if (equal(one, item)) {
        return true;
      }
    }
    return false;
  }

  /** The value of a key; a whole number finds its equals of other kinds. */
  public static Optional<Object> find(Map<?, ?> map, Object key) {
    Object found = map.get(key);
    if (found != null || !(key instanceof Number number)) {
      return Optional.ofNullable(found);
    }
    double asDouble = number.doubleValue();
    if (asDouble != Math.rint(asDouble) || Double.isInfinite(asDouble)) {
      return Optional.empty();
    }
    Object byInt = asDouble >= -0x1p63 && asDouble < 0x1p63 ? map.get(number.longValue()) : null;
    if (byInt != null || asDouble < 0) {
      return Optional.ofNullable(byInt);
    }
    return Optional.ofNullable(map.get(UnsignedLong.fromLongBits(number.longValue())));
  }

  /** The failure to find a key or field, in the words of cel-go. */
  public static RuntimeException noSuchKey(Object key) {
    return CelAttributeNotFoundException.of("no such key: " + key);
  }

  /**
   * The order of two numbers of any kind.
   *
   * @return negative, 0 or positive
   */
  public static int compareNumbers(Number a, Number b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof UnsignedLong x && b instanceof UnsignedLong y) {
      return x.compareTo(y);
    }
    if (a instanceof Double || b instanceof Double) {
      return Double.compare(a.doubleValue() + 0.0, b.doubleValue() + 0.0);
    }
    return a instanceof Long x
        ? (x < 0 ? -1 : UnsignedLong.valueOf(x).compareTo((UnsignedLong) b))
        : -compareNumbers(b, a);
  }

  private static boolean isNaN(Number number) {
    return number instanceof Double value && value.isNaN();
  }
}
