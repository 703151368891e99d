package dev.tenon.engine.golang;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a time by a layout of Go's {@code time.Parse}, of those that are made of {@code 2006 01 02
 * 15 04 05 .000 Z07:00} and what stands between them; what is wrong is said in Go's words.
 */
final class GoTimeLayout {
  private static final Pattern ELEMENT =
      Pattern.compile("2006|01|02|15|04|05|\\.(?:0+|9+)(?![0-9])|Z07:00");

  /** A time, in UTC. */
  static final class Parsed {
    private int year;
    private int month = 1;
    private int day = 1;
    private int hour;
    private int minute;
    private int second;
    private int nanos;
    private int offset;

    LocalDateTime utc() {
      return LocalDateTime.of(year, month, day, hour, minute, second, nanos).minusSeconds(offset);
    }

    java.time.Instant instant() {
      return utc().toInstant(ZoneOffset.UTC);
    }
  }

  private final String layout;
  private final String text;
  private final Parsed parsed = new Parsed();
  private String rest;

  private GoTimeLayout(String layout, String text) {
    this.layout = layout;
    this.text = text;
    this.rest = text;
  }

  /**
   * Reads a time by the first of some layouts that fits.
   *
   * @throws IllegalArgumentException where none does; the message is Go's about the last one
   */
  static Parsed parse(List<String> layouts, String text) {
    IllegalArgumentException last = new IllegalArgumentException("no layout");
    for (String layout : layouts) {
      try {
        return new GoTimeLayout(layout, text).parse();
      } catch (IllegalArgumentException e) {
        last = e;
      }
    }
    throw last;
  }

  private Parsed parse() {
    Matcher elements = ELEMENT.matcher(layout);
    int end = 0;
    while (elements.find()) {
      skip(layout.substring(end, elements.start()));
      end = elements.end();
      read(elements.group(), layout.startsWith(".", end));
    }
    skip(layout.substring(end));
    if (!rest.isEmpty()) {
      throw wrong(rest, "", ": extra text: " + quote(rest));
    }
    if (parsed.day < 1 || parsed.day > YearMonth.of(parsed.year, parsed.month).lengthOfMonth()) {
      throw wrong(rest, "", ": day out of range");
    }
    return parsed;
  }

  private void skip(String literal) {
    for (int i = 0; i < literal.length(); i++) {
      if (rest.isEmpty() || rest.charAt(0) != literal.charAt(i)) {
        throw wrong(rest, literal, "");
      }
      rest = rest.substring(1);
    }
  }

  private void read(String element, boolean fractionFollows) {
    switch (element) {
      case "2006" -> parsed.year = digits(element, 4);
      case "01" -> parsed.month = within(digits(element, 2), 1, 12, "month", element);
      case "02" -> parsed.day = digits(element, 2);
      case "15" -> parsed.hour = within(oneOrTwoDigits(element), 0, 23, "hour", element);
      case "04" -> parsed.minute = within(digits(element, 2), 0, 59, "minute", element);
      case "05" -> {
        parsed.second = within(digits(element, 2), 0, 59, "second", element);
        // a fraction is also taken where the layout has none
        if (!fractionFollows && hasFraction()) {
          parsed.nanos = nanos(fractionLength());
        }
      }
      case "Z07:00" -> readZone(element);
      default -> readFraction(element);
    }
  }

  private void readFraction(String element) {
    if (element.startsWith(".9")) {
      if (hasFraction()) {
        parsed.nanos = nanos(fractionLength());
      }
      return;
    }
    int length = element.length();
    if (rest.length() < length
        || !hasFraction()
        || !rest.substring(1, length).chars().allMatch(GoTimeLayout::isDigit)) {
      throw wrong(rest, element, "");
    }
    parsed.nanos = nanos(length);
  }

  private void readZone(String element) {
    if (rest.startsWith("Z")) {
      rest = rest.substring(1);
      return;
    }
    String held = rest;
    if (rest.length() < 6 || rest.charAt(3) != ':') {
      throw wrong(held, element, "");
    }
    String sign = rest.substring(0, 1);
    String hours = rest.substring(1, 3);
    String minutes = rest.substring(4, 6);
    rest = rest.substring(6);
    boolean goodHours = hours.chars().allMatch(GoTimeLayout::isDigit);
    boolean goodMinutes = goodHours && minutes.chars().allMatch(GoTimeLayout::isDigit);
    if (goodMinutes && Integer.parseInt(minutes) > 60) {
      throw wrong(rest, element, ": time zone offset minute out of range");
    }
    if (goodHours && Integer.parseInt(hours) > 24) {
      throw wrong(rest, element, ": time zone offset hour out of range");
    }
    if (!goodMinutes || !"+-".contains(sign)) {
      throw wrong(held, element, "");
    }
    parsed.offset =
        (sign.equals("-") ? -60 : 60) * (Integer.parseInt(hours) * 60 + Integer.parseInt(minutes));
  }

  private int digits(String element, int count) {
    if (rest.length() < count
        || !rest.substring(0, count).chars().allMatch(GoTimeLayout::isDigit)) {
      throw wrong(rest, element, "");
    }
    int value = Integer.parseInt(rest.substring(0, count));
    rest = rest.substring(count);
    return value;
  }

  private int oneOrTwoDigits(String element) {
    boolean two = rest.length() > 1 && isDigit(rest.charAt(1));
    return digits(element, two ? 2 : 1);
  }

  private int within(int value, int least, int most, String what, String element) {
    if (value < least || value > most) {
      throw wrong(rest, element, ": " + what + " out of range");
    }
    return value;
  }

  private boolean hasFraction() {
    return rest.length() >= 2
        && (rest.charAt(0) == '.' || rest.charAt(0) == ',')
        && isDigit(rest.charAt(1));
  }

  private int fractionLength() {
    int end = 1;
    while (end < rest.length() && isDigit(rest.charAt(end))) {
      end++;
    }
    return end;
  }

  private int nanos(int length) {
    String fraction = rest.substring(1, length);
    rest = rest.substring(length);
    return Integer.parseInt((fraction + "000000000").substring(0, 9));
  }

  private static boolean isDigit(int c) {
    return '0' <= c && c <= '9';
  }

  private IllegalArgumentException wrong(String at, String element, String why) {
    return new IllegalArgumentException(
        why.isEmpty()
            ? "parsing time "
                + quote(text)
                + " as "
                + quote(layout)
                + ": cannot parse "
                + quote(at)
                + " as "
                + quote(element)
            : "parsing time " + quote(text) + why);
  }

  /** Quotes as Go's time package does: what is not printable ASCII as bytes. */
  private static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (c < ' ' || c >= 0x80) {
        out.append(String.format("\\x%02x", c));
      } else {
        if (c == '"' || c == '\\') {
          out.append('\\');
        }
        out.append((char) c);
      }
    }
    return out.append('"').toString();
  }
}
