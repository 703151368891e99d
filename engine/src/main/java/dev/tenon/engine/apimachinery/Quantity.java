package dev.tenon.engine.apimachinery;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount with a suffix, such as {@code 1.5Gi} or {@code 200m}, as {@code resource.Quantity}
 * reads it. Like that it keeps small amounts as a whole number and a power of ten and others as a
 * decimal, which decides what counts as an integer: {@code 1.5Gi} does not.
 */
public final class Quantity implements Comparable<Quantity> {
  /** A text that is no quantity. */
  public static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    Invalid(String message) {
      super(message);
    }
  }

  private static final String WRONG_FORMAT =
      "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  private static final Pattern FORM =
      Pattern.compile("([+-]?)0*([0-9]*)(?:\\.([0-9]*))?([eEinumkKMGTP]*[-+]?[0-9]*)");
  private static final Map<String, Integer> BINARY =
      Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);
  private static final Map<String, Integer> DECIMAL =
      Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
  private static final Pattern EXPONENT = Pattern.compile("[eE]([-+]?[0-9]+)");
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int DIGITS_OF_LONG = 18;
  private static final int NANO = -9;
  private static final int LARGEST_EXPONENT = 1000;

  private final BigDecimal value;
  private final boolean small;
  private final int scale;

  private Quantity(BigDecimal value, boolean small, int scale) {
    this.value = value;
    this.small = small;
    this.scale = scale;
  }

  /** A whole number. */
  public static Quantity of(long number) {
    return new Quantity(BigDecimal.valueOf(number), true, 0);
  }

  /**
   * Reads a quantity.
   *
   * @throws Invalid where the text is none; the message is Kubernetes'
   */
  public static Quantity parse(String text) throws Invalid {
    Matcher m = FORM.matcher(text);
    if (text.isEmpty() || !m.matches()) {
      throw new Invalid(WRONG_FORMAT);
    }
    boolean hasDigits = text.substring(0, m.start(4)).chars().anyMatch(c -> '0' <= c && c <= '9');
    String digits = m.group(2).isEmpty() ? "0" : m.group(2);
    String fraction = m.group(3) == null ? "" : m.group(3);
    String suffix = m.group(4);
    Integer binary = BINARY.get(suffix);
    int exponent = binary != null ? binary : decimalExponent(suffix);
    BigDecimal amount = new BigDecimal(digits + (fraction.isEmpty() ? "" : "." + fraction));
    boolean negative = m.group(1).equals("-");
    if (binary != null) {
      return withDigits(hasDigits, binary(amount, exponent, digits, fraction, negative));
    }
    int scale = exponent - fraction.length();
    boolean small = DIGITS_OF_LONG - digits.length() - fraction.length() >= 0 && scale >= NANO;
    BigDecimal value = amount.scaleByPowerOfTen(exponent);
    if (!small) {
      value = value.setScale(Math.max(0, Math.min(9, value.scale())), RoundingMode.UP);
    }
    return withDigits(
        hasDigits, new Quantity(negative ? value.negate() : value, small, small ? scale : 0));
  }

  /** Without digits a quantity is zero, but only where Kubernetes can keep it as an integer. */
  private static Quantity withDigits(boolean hasDigits, Quantity quantity) throws Invalid {
    if (!hasDigits && !quantity.small) {
      throw new Invalid("unable to parse numeric part of quantity");
    }
    return quantity;
  }

  private static Quantity binary(
      BigDecimal amount, int exponent, String digits, String fraction, boolean negative) {
    BigDecimal value = amount.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(exponent)));
    int precision = 15 - digits.length() - (int) (exponent * 3 / 10.0f) - 1;
    boolean small = fraction.isEmpty() && precision >= 0 && value.compareTo(MOST) <= 0;
    if (!small) {
      value = value.setScale(9, RoundingMode.UP).min(MOST);
    }
    return new Quantity(negative ? value.negate() : value, small, 0);
  }

  private static int decimalExponent(String suffix) throws Invalid {
    Integer exponent = DECIMAL.get(suffix);
    if (exponent != null) {
      return exponent;
    }
    Matcher m = EXPONENT.matcher(suffix);
    // Kubernetes takes larger ones and then computes for hours
    if (!m.matches()
        || m.group(1).length() > 9
        || Math.abs(Integer.parseInt(m.group(1))) > LARGEST_EXPONENT) {
      throw new Invalid("unable to parse quantity's suffix");
    }
    return Integer.parseInt(m.group(1));
  }

  /** Whether {@link #toLong} works. */
  public boolean isInteger() {
    return small && scale >= 0 && value.abs().compareTo(MOST) <= 0;
  }

  /**
   * The amount as a whole number.
   *
   * @throws ArithmeticException where it is not kept as one
   */
  public long toLong() {
    if (!isInteger()) {
      throw new ArithmeticException("cannot convert value to integer");
    }
    return value.longValueExact();
  }

  /** The amount as a float, with the imprecision that it has in Kubernetes. */
  public double toDouble() {
    int exponent = small ? scale : -9;
    double unscaled = value.scaleByPowerOfTen(-exponent).toBigInteger().doubleValue();
    return exponent == 0 ? unscaled : unscaled * powerOfTen(exponent);
  }

  /** As Go's {@code math.Pow10} puts it together out of two tables. */
  private static double powerOfTen(int exponent) {
    if (exponent >= 0) {
      return exponent > 308
          ? Double.POSITIVE_INFINITY
          : Double.parseDouble("1e" + exponent / 32 * 32)
              * Double.parseDouble("1e" + exponent % 32);
    }
    return exponent < -323
        ? 0
        : Double.parseDouble("1e" + exponent / 32 * 32) / Double.parseDouble("1e" + -exponent % 32);
  }

  /** -1, 0 or 1. */
  public int sign() {
    return value.signum();
  }

  /** The sum. */
  public Quantity plus(Quantity other) {
    if (!small || !other.small) {
      return new Quantity(value.add(other.value), false, 0);
    }
    int common =
        other.sign() == 0 ? scale : sign() == 0 ? other.scale : Math.min(scale, other.scale);
    return new Quantity(value.add(other.value), true, common);
  }

  /** The difference. */
  public Quantity minus(Quantity other) {
    return plus(new Quantity(other.value.negate(), other.small, other.scale));
  }

  @Override
  public int compareTo(Quantity other) {
    return value.compareTo(other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Quantity quantity && value.compareTo(quantity.value) == 0;
  }

  @Override
  public int hashCode() {
    return value.stripTrailingZeros().hashCode();
  }

  @Override
  public String toString() {
    return value.stripTrailingZeros().toPlainString();
  }
}
