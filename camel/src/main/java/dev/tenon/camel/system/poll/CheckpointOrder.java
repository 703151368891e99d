package dev.tenon.camel.system.poll;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The order of checkpoints: numbers, and texts of digits, by value; instants in the order of time;
 * other texts by their characters.
 */
final class CheckpointOrder {
  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,30}");

  private CheckpointOrder() {}

  /** Whether a value can be a checkpoint: a text or a number. */
  static boolean isValue(JsonNode value) {
    return value.isTextual() || value.isNumber();
  }

  /**
   * The greater of two, the first when they are equal.
   *
   * @throws PassFailed if one is a number and the other a text that is none
   */
  static JsonNode greater(JsonNode first, JsonNode second) throws PassFailed {
    return compare(first, second) >= 0 ? first : second;
  }

  private static int compare(JsonNode first, JsonNode second) throws PassFailed {
    Optional<BigDecimal> a = number(first);
    Optional<BigDecimal> b = number(second);
    if (a.isPresent() && b.isPresent()) {
      return a.get().compareTo(b.get());
    }
    if (first.isNumber() || second.isNumber()) {
      throw new PassFailed("its checkpoints are numbers and texts, which have no order");
    }
    Optional<Timestamp> at = Timestamp.read(first.textValue());
    Optional<Timestamp> bt = Timestamp.read(second.textValue());
    if (at.isPresent() && bt.isPresent()) {
      return at.get().instant().compareTo(bt.get().instant());
    }
    return first.textValue().compareTo(second.textValue());
  }

  private static Optional<BigDecimal> number(JsonNode value) {
    if (value.isNumber()) {
      return Optional.of(value.decimalValue());
    }
    return DIGITS.matcher(value.textValue()).matches()
        ? Optional.of(new BigDecimal(value.textValue()))
        : Optional.empty();
  }

  /**
   * So much before a checkpoint, in the same form.
   *
   * @throws PassFailed if it is neither an instant nor milliseconds of the epoch
   */
  static JsonNode before(JsonNode checkpoint, Duration overlap) throws PassFailed {
    if (checkpoint.isIntegralNumber() && checkpoint.canConvertToLong()) {
      return new LongNode(checkpoint.longValue() - overlap.toMillis());
    }
    if (checkpoint.isTextual()) {
      String text = checkpoint.textValue();
      if (DIGITS.matcher(text).matches() && text.length() < 18) {
        return new TextNode(Long.toString(Long.parseLong(text) - overlap.toMillis()));
      }
      Optional<Timestamp> timestamp = Timestamp.read(text);
      if (timestamp.isPresent()) {
        return new TextNode(timestamp.get().minus(overlap).text());
      }
    }
    throw new PassFailed(
        "its checkpoint is neither an instant nor milliseconds, so nothing is so much before it");
  }
}
