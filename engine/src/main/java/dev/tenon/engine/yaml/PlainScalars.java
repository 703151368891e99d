package dev.tenon.engine.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.golang.GoText;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a scalar without quotes means: YAML 1.1 as go-yaml 2 ({@code resolve.go}) has it, which is
 * what kubectl reads manifests with. {@code yes} and {@code off} are booleans, {@code 010} is
 * eight, {@code 1_000} a thousand; times stay text.
 */
final class PlainScalars {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUES =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSES =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NOT_FINITE =
      Set.of(
          ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
          "-.Inf", "-.INF");

  /** Possessive throughout: a long text is looked at once. */
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?+(?:\\.[0-9]++|[0-9]++(?:\\.[0-9]*+)?+)(?:[eE][-+]?+[0-9]++)?+");

  private static final Pattern UNSIGNED_FLOAT =
      Pattern.compile("\\.[0-9]++(?:_[0-9]++)*+(?:[eE][-+]?+[0-9]++(?:_[0-9]++)*+)?+");
  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /** More digits than any 64 bits have, in any base, without the leading zeros. */
  private static final int MOST_DIGITS = 64;

  private PlainScalars() {}

  /** Whether it means a number that JSON does not have. */
  static boolean isNotFinite(String text) {
    return NOT_FINITE.contains(text);
  }

  /** The value as JSON; text where it means nothing else. */
  static JsonNode resolve(String text) {
    if (NULLS.contains(text)) {
      return NullNode.getInstance();
    }
    if (TRUES.contains(text) || FALSES.contains(text)) {
      return BooleanNode.valueOf(TRUES.contains(text));
    }
    return number(text).orElseGet(() -> TextNode.valueOf(text));
  }

  private static Optional<JsonNode> number(String text) {
    char first = text.charAt(0);
    if (first == '.') {
      return UNSIGNED_FLOAT.matcher(text).matches()
          ? real(text.replace("_", ""))
          : Optional.empty();
    }
    if (first != '-' && first != '+' && !isDigit(first)) {
      return Optional.empty();
    }
    String plain = text.replace("_", "");
    Optional<BigInteger> whole = integer(plain);
    if (whole.isPresent()) {
      return whole.map(PlainScalars::node);
    }
    return FLOAT.matcher(plain).matches() ? real(plain) : Optional.empty();
  }

  /** An integer of at most 64 bits, in the base that its prefix says. */
  private static Optional<BigInteger> integer(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String digits = signed ? text.substring(1) : text;
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      radix =
          switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
          };
      digits = digits.substring(radix == 0 ? 1 : 2);
      radix = radix == 0 ? 8 : radix;
    }
    int zeros = 0;
    while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
      zeros++;
    }
    digits = digits.substring(zeros);
    if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
      return Optional.empty();
    }
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c >= 0x80 || Character.digit(c, radix) < 0) {
        return Optional.empty();
      }
    }
    BigInteger value = new BigInteger(digits, radix);
    value = text.startsWith("-") ? value.negate() : value;
    // what does not fit a signed integer is unsigned, and then has no sign
    boolean fits =
        value.compareTo(LEAST) >= 0
            && (value.bitLength() < 64 || !signed)
            && value.compareTo(MOST) <= 0;
    return fits ? Optional.of(value) : Optional.empty();
  }

  private static Optional<JsonNode> real(String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      return Optional.empty();
    }
    return Optional.of(node(value));
  }

  /** A float as it comes out of JSON: whole ones below 1e21 are written without a fraction. */
  private static JsonNode node(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e21) {
      return node(new BigInteger(GoText.json(DoubleNode.valueOf(value))));
    }
    return DoubleNode.valueOf(value);
  }

  static JsonNode node(BigInteger value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value.bitLength() < 32) {
      return json.numberNode(value.intValue());
    }
    return value.bitLength() < 64 ? json.numberNode(value.longValue()) : json.numberNode(value);
  }

  private static boolean isDigit(char c) {
    return '0' <= c && c <= '9';
  }
}
