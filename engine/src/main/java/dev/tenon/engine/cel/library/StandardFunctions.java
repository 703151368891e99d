package dev.tenon.engine.cel.library;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.DURATION;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.cel.common.types.SimpleType.UINT;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.types.TypeType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.cel.runtime.RuntimeHelpers;
import dev.tenon.engine.cel.value.CelEquality;
import dev.tenon.engine.cel.value.KeyedList;
import dev.tenon.engine.golang.GoText;
import dev.tenon.engine.golang.GoTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Standard functions whose bodies differ here from the library's: equality and concatenation know
 * lists that are sets and maps, conversions print as Go does, and the errors of a look-up read as
 * the API server's.
 */
final class StandardFunctions {
  private StandardFunctions() {}

  /** Overloads that replace the library's of the same identifier. */
  static List<Overload> replacements() {
    CelType any = TypeParamType.create("A");
    CelType other = TypeParamType.create("B");
    CelType list = ListType.create(any);
    CelType map = MapType.create(any, other);
    return List.of(
        Overload.global("_==_", "equals", BOOL, any, any, CelEquality::equal),
        Overload.global("_!=_", "not_equals", BOOL, any, any, (a, b) -> !CelEquality.equal(a, b)),
        Overload.global(
            "@in",
            "in_list",
            BOOL,
            any,
            list,
            (item, l) -> CelEquality.contains((List<?>) l, item)),
        Overload.global(
            "@in",
            "in_map",
            BOOL,
            any,
            map,
            (key, m) -> CelEquality.find((Map<?, ?>) m, key).isPresent()),
        Overload.global(
            "_[_]", "index_list", any, list, other, (l, index) -> item((List<?>) l, index)),
        Overload.global(
            "_[_]", "index_map", other, map, any, (m, key) -> lookUp((Map<?, ?>) m, key)),
        Overload.global("_+_", "add_list", list, list, list, StandardFunctions::concatenate),
        Overload.global(
            "_+_",
            "add_string",
            STRING,
            STRING,
            STRING,
            (a, b) -> StringLibrary.bounded((String) a + b)),
        Overload.global("_%_", "modulo_int64", INT, INT, INT, (a, b) -> modulo((Long) a, (Long) b)),
        Overload.global(
            "_%_",
            "modulo_uint64",
            UINT,
            UINT,
            UINT,
            (a, b) -> modulo((UnsignedLong) a, (UnsignedLong) b)),
        Overload.global(
            "duration", "duration_to_duration", DURATION, DURATION, duration -> duration),
        Overload.global(
            "duration", "string_to_duration", DURATION, STRING, text -> duration((String) text)),
        Overload.global(
            "string", "double_to_string", STRING, DOUBLE, number -> GoText.number((Double) number)),
        Overload.global(
            "string",
            "duration_to_string",
            STRING,
            DURATION,
            duration -> print((Duration) duration)));
  }

  @SuppressWarnings("unchecked")
  private static Object concatenate(Object first, Object second) {
    if (first instanceof KeyedList keyed) {
      return keyed.plus((List<?>) second);
    }
    return RuntimeHelpers.concat((List<Object>) first, (List<Object>) second);
  }

  private static long modulo(long a, long b) {
    if (b == 0) {
      throw Overload.failure("modulus by zero");
    }
    return a % b;
  }

  private static UnsignedLong modulo(UnsignedLong a, UnsignedLong b) {
    if (b.equals(UnsignedLong.ZERO)) {
      throw Overload.failure("modulus by zero");
    }
    return a.mod(b);
  }

  /** A float finds an item too, if it is a whole number. */
  private static Object item(List<?> list, Object index) {
    if (!(index instanceof Number number)
        || number.doubleValue() != Math.rint(number.doubleValue())) {
      throw Overload.failure("unsupported index value: " + index);
    }
    if (number.doubleValue() < 0 || number.doubleValue() >= list.size()) {
      throw Overload.failure("index out of bounds: " + number.longValue());
    }
    return list.get(number.intValue());
  }

  private static Object lookUp(Map<?, ?> map, Object key) {
    return CelEquality.find(map, key).orElseThrow(() -> CelEquality.noSuchKey(key));
  }

  private static Duration duration(String text) {
    return GoTime.parseGoDuration(text)
        .orElseThrow(() -> Overload.failure("time: invalid duration " + GoText.quote(text)));
  }

  /** Seconds with their fraction, in digits: {@code 90.5s}. */
  static String print(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
    return (seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString()) + "s";
  }

  /** The name of a value's type as errors of CEL name it. */
  static String typeName(Object value) {
    if (value instanceof Long) {
      return SimpleType.INT.name();
    }
    if (value instanceof UnsignedLong) {
      return SimpleType.UINT.name();
    }
    if (value instanceof Double) {
      return SimpleType.DOUBLE.name();
    }
    if (value instanceof Boolean) {
      return SimpleType.BOOL.name();
    }
    if (value instanceof String) {
      return SimpleType.STRING.name();
    }
    if (value instanceof CelByteString) {
      return SimpleType.BYTES.name();
    }
    if (value instanceof Duration) {
      return "google.protobuf.Duration";
    }
    if (value instanceof Instant) {
      return "google.protobuf.Timestamp";
    }
    if (value instanceof NullValue) {
      return SimpleType.NULL_TYPE.name();
    }
    if (value instanceof List) {
      return "list";
    }
    if (value instanceof Map) {
      return "map";
    }
    if (value instanceof TypeType) {
      return "type";
    }
    return value instanceof LibraryValue<?> opaque ? opaque.celType().name() : "map";
  }
}
