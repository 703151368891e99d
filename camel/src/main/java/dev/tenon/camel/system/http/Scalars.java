package dev.tenon.camel.system.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/** JSON values as they stand in a URI. */
final class Scalars {
  private Scalars() {}

  /** The text of a text, number or boolean, without exponents; empty for everything else. */
  static Optional<String> text(JsonNode value) {
    if (value.isTextual()) {
      return Optional.of(value.textValue());
    }
    if (value.isIntegralNumber() || value.isBoolean()) {
      return Optional.of(value.asText());
    }
    if (value.isNumber()) {
      double number = value.doubleValue();
      // not a number and infinity have no decimals, and no JSON either
      return Double.isFinite(number) ? Optional.of(plain(value)) : Optional.empty();
    }
    return Optional.empty();
  }

  private static String plain(JsonNode number) {
    BigDecimal decimal = number.decimalValue();
    // what jq computed as 42.0 is 42
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }
}
