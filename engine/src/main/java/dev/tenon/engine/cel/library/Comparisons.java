package dev.tenon.engine.cel.library;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.INT;

import com.google.errorprone.annotations.Immutable;
import dev.cel.common.types.OpaqueType;
import java.util.List;

/**
 * {@code isGreaterThan}, {@code isLessThan}, {@code compareTo}, which quantities and versions have.
 */
final class Comparisons {
  /** The order of two values of one type. */
  @Immutable
  @FunctionalInterface
  interface Order {
    int compare(Object first, Object second);
  }

  private Comparisons() {}

  static List<Overload> of(String prefix, OpaqueType type, Order order) {
    return List.of(
        Overload.member(
            "isGreaterThan",
            prefix + "_is_greater_than",
            BOOL,
            type,
            type,
            (a, b) -> order.compare(a, b) > 0),
        Overload.member(
            "isLessThan",
            prefix + "_is_less_than",
            BOOL,
            type,
            type,
            (a, b) -> order.compare(a, b) < 0),
        Overload.member(
            "compareTo",
            prefix + "_compare_to",
            INT,
            type,
            type,
            (a, b) -> (long) Integer.signum(order.compare(a, b))));
  }
}
