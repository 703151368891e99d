package dev.tenon.engine.cel.library;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import dev.tenon.engine.cel.value.CelEquality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code isSorted}, {@code sum}, {@code min}, {@code max}, {@code indexOf}, {@code lastIndexOf};
 * and {@code lists.range} and {@code reverse} of CEL's own list extension.
 */
final class ListLibrary {
  /** {@code lists.range} makes no longer lists. */
  private static final long LONGEST_RANGE = 100_000;

  private static final Map<String, CelType> COMPARABLE = new LinkedHashMap<>();
  private static final Map<String, Object> ZEROS =
      Map.of("int", 0L, "uint", UnsignedLong.ZERO, "double", 0.0, "duration", Duration.ZERO);

  static {
    COMPARABLE.put("int", SimpleType.INT);
    COMPARABLE.put("uint", SimpleType.UINT);
    COMPARABLE.put("double", SimpleType.DOUBLE);
    COMPARABLE.put("bool", SimpleType.BOOL);
    COMPARABLE.put("duration", SimpleType.DURATION);
    COMPARABLE.put("timestamp", SimpleType.TIMESTAMP);
    COMPARABLE.put("string", SimpleType.STRING);
    COMPARABLE.put("bytes", SimpleType.BYTES);
  }

  private ListLibrary() {}

  static List<Overload> overloads() {
    List<Overload> out = new ArrayList<>();
    COMPARABLE.forEach(
        (name, type) -> {
          CelType list = ListType.create(type);
          out.add(
              Overload.member(
                  "isSorted",
                  "list_" + name + "_is_sorted_bool",
                  BOOL,
                  list,
                  ListLibrary::isSorted));
          out.add(
              Overload.member(
                  "max",
                  "list_" + name + "_max_" + name,
                  type,
                  list,
                  l -> extreme("max", (List<?>) l, 1)));
          out.add(
              Overload.member(
                  "min",
                  "list_" + name + "_min_" + name,
                  type,
                  list,
                  l -> extreme("min", (List<?>) l, -1)));
          if (ZEROS.containsKey(name)) {
            out.add(
                Overload.member(
                    "sum",
                    "list_" + name + "_sum_" + name,
                    type,
                    list,
                    l -> sum((List<?>) l, ZEROS.get(name))));
          }
        });
    CelType any = TypeParamType.create("A");
    CelType list = ListType.create(any);
    out.add(
        Overload.member(
            "indexOf",
            "list_a_index_of_int",
            INT,
            list,
            any,
            (l, item) -> index((List<?>) l, item, false)));
    out.add(
        Overload.member(
            "lastIndexOf",
            "list_a_last_index_of_int",
            INT,
            list,
            any,
            (l, item) -> index((List<?>) l, item, true)));
    out.add(SortBy.overload());
    return out;
  }

  /**
   * Functions of CEL's list extension with other bodies: one without a bound, one whose name a text
   * has too.
   */
  static List<Overload> replacements() {
    CelType list = ListType.create(TypeParamType.create("T"));
    return List.of(
        Overload.member("reverse", "list_reverse", list, list, ListLibrary::reverse),
        Overload.global(
            "lists.range", "lists_range", ListType.create(INT), INT, end -> range((Long) end)));
  }

  private static boolean isSorted(Object list) {
    Object previous = null;
    for (Object item : (List<?>) list) {
      if (previous != null && compare(previous, item) > 0) {
        return false;
      }
      previous = item;
    }
    return true;
  }

  private static Object extreme(String name, List<?> list, int sign) {
    if (list.isEmpty()) {
      throw Overload.failure(name + " called on empty list");
    }
    Object best = list.get(0);
    for (Object item : list) {
      if (compare(item, best) * sign > 0) {
        best = item;
      }
    }
    return best;
  }

  /**
   * The zero is of the declared type, which an empty list has no item to tell; a list of unknown
   * type takes its first item's.
   */
  private static Object sum(List<?> list, Object zero) {
    Object sum = list.isEmpty() || zero.getClass().isInstance(list.get(0)) ? zero : list.get(0);
    for (int i = sum == zero ? 0 : 1; i < list.size(); i++) {
      sum = add(sum, list.get(i));
    }
    return sum;
  }

  private static Object add(Object a, Object b) {
    try {
      if (a instanceof Long x && b instanceof Long y) {
        return Math.addExact(x, y);
      }
      if (a instanceof Double x && b instanceof Double y) {
        return x + y;
      }
      if (a instanceof Duration x && b instanceof Duration y) {
        return x.plus(y);
      }
      if (a instanceof UnsignedLong x
          && b instanceof UnsignedLong y
          && x.compareTo(UnsignedLong.MAX_VALUE.minus(y)) <= 0) {
        return x.plus(y);
      }
    } catch (ArithmeticException e) {
      throw Overload.failure("integer overflow");
    }
    throw Overload.failure(
        a instanceof UnsignedLong && b instanceof UnsignedLong
            ? "unsigned integer overflow"
            : "no such overload");
  }

  private static long index(List<?> list, Object item, boolean fromTheEnd) {
    long found = -1;
    int i = 0;
    for (Object one : list) {
      if (CelEquality.equal(one, item)) {
        found = i;
        if (!fromTheEnd) {
          break;
        }
      }
      i++;
    }
    return found;
  }

  private static Object reverse(Object list) {
    List<Object> out = new ArrayList<>((List<?>) list);
    Collections.reverse(out);
    return out;
  }

  private static List<Object> range(long end) {
    if (end > LONGEST_RANGE) {
      throw Overload.failure("lists.range makes at most " + LONGEST_RANGE + " numbers, not " + end);
    }
    List<Object> out = new ArrayList<>();
    for (long i = 0; i < end; i++) {
      out.add(i);
    }
    return out;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  static int compare(Object a, Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return CelEquality.compareNumbers(x, y);
    }
    if (a instanceof CelByteString x && b instanceof CelByteString y) {
      return CelByteString.unsignedLexicographicalComparator().compare(x, y);
    }
    if (a instanceof Comparable x && a.getClass() == b.getClass()) {
      return x.compareTo(b);
    }
    throw Overload.failure("no such overload");
  }
}
