package dev.tenon.engine.cel.library;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;

import dev.cel.common.types.OpaqueType;
import dev.tenon.engine.apimachinery.Quantity;
import java.util.List;
import java.util.function.Function;

/** {@code quantity}, {@code isQuantity}, arithmetic and comparison of quantities. */
final class QuantityLibrary {
  static final OpaqueType QUANTITY = OpaqueType.create("kubernetes.Quantity");

  /** A quantity as a value. */
  static final class QuantityValue extends LibraryValue<Quantity> {
    QuantityValue(Quantity quantity) {
      super(QUANTITY, quantity);
    }
  }

  private QuantityLibrary() {}

  static List<Overload> overloads() {
    return List.of(
        Overload.global(
            "quantity", "string_to_quantity", QUANTITY, STRING, text -> parse((String) text)),
        Overload.global(
            "isQuantity", "is_quantity_string", BOOL, STRING, text -> isQuantity((String) text)),
        Overload.global("sign", "quantity_sign", INT, QUANTITY, q -> (long) inside(q).sign()),
        Overload.member(
            "sign", "quantity_member_sign", INT, QUANTITY, q -> (long) inside(q).sign()),
        Overload.member(
            "isInteger", "quantity_is_integer", BOOL, QUANTITY, q -> inside(q).isInteger()),
        Overload.member("asInteger", "quantity_get_int", INT, QUANTITY, q -> asInteger(inside(q))),
        Overload.member(
            "asApproximateFloat",
            "quantity_get_float",
            DOUBLE,
            QUANTITY,
            q -> inside(q).toDouble()),
        Overload.member(
            "add",
            "quantity_add",
            QUANTITY,
            QUANTITY,
            QUANTITY,
            (a, b) -> changed(a, q -> q.plus(inside(b)))),
        Overload.member(
            "add",
            "quantity_add_int",
            QUANTITY,
            QUANTITY,
            INT,
            (a, b) -> changed(a, q -> q.plus(Quantity.of((Long) b)))),
        Overload.member(
            "sub",
            "quantity_sub",
            QUANTITY,
            QUANTITY,
            QUANTITY,
            (a, b) -> changed(a, q -> q.minus(inside(b)))),
        Overload.member(
            "sub",
            "quantity_sub_int",
            QUANTITY,
            QUANTITY,
            INT,
            (a, b) -> changed(a, q -> q.minus(Quantity.of((Long) b)))));
  }

  static List<Overload> comparisons() {
    return Comparisons.of("quantity", QUANTITY, (a, b) -> inside(a).compareTo(inside(b)));
  }

  private static QuantityValue parse(String text) {
    try {
      return new QuantityValue(Quantity.parse(text));
    } catch (Quantity.Invalid e) {
      throw Overload.failure(e.getMessage());
    }
  }

  private static boolean isQuantity(String text) {
    try {
      Quantity.parse(text);
      return true;
    } catch (Quantity.Invalid e) {
      return false;
    }
  }

  private static long asInteger(Quantity quantity) {
    if (!quantity.isInteger()) {
      throw Overload.failure("cannot convert value to integer");
    }
    return quantity.toLong();
  }

  private static QuantityValue changed(Object value, Function<Quantity, Quantity> change) {
    return new QuantityValue(change.apply(inside(value)));
  }

  private static Quantity inside(Object value) {
    if (value instanceof QuantityValue quantity) {
      return quantity.inside();
    }
    throw Overload.failure("no such overload");
  }
}
