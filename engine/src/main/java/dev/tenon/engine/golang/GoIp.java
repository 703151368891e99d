package dev.tenon.engine.golang;

import java.util.Arrays;
import java.util.Optional;

/**
 * An IP address as Go's {@code net/netip} reads it: four octets without leading zeros, or IPv6 with
 * at most one {@code ::}, an IPv4 tail and a zone.
 */
public final class GoIp {
  private final byte[] bytes;
  private final String zone;

  private GoIp(byte[] bytes, String zone) {
    this.bytes = bytes;
    this.zone = zone;
  }

  /** A text that is no address; the message is Go's, and begins with {@code ParseAddr("…"): }. */
  public static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    Invalid(String message) {
      super(message);
    }
  }

  /**
   * Reads an address.
   *
   * @throws Invalid where the text is none
   */
  public static GoIp parse(String text) throws Invalid {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '.' -> {
          return new GoIp(parseIpv4(text, text), "");
        }
        case ':' -> {
          return parseIpv6(text);
        }
        case '%' -> throw invalid(text, "missing IPv6 address", "");
        default -> {}
      }
    }
    throw invalid(text, "unable to parse IP", "");
  }

  /** Whether the text is an address without a zone, as {@code net.ParseIP} says. */
  public static boolean isIp(String text) {
    try {
      return parse(text).zone.isEmpty();
    } catch (Invalid e) {
      return false;
    }
  }

  /**
   * Reads an address whose octets may begin with zeros, as Kubernetes' older parsers let them;
   * empty where it is none.
   */
  public static Optional<GoIp> parseSloppily(String text) {
    try {
      GoIp ip = parse(text.contains(":") ? text : text.replaceAll("(^|\\.)0+(?=[0-9])", "$1"));
      return ip.zone.isEmpty() ? Optional.of(ip) : Optional.empty();
    } catch (Invalid e) {
      return Optional.empty();
    }
  }

  static Invalid invalid(String text, String why, String at) {
    return new Invalid(
        "ParseAddr("
            + GoText.quote(text)
            + "): "
            + why
            + (at.isEmpty() ? "" : " (at " + GoText.quote(at) + ")"));
  }

  private static byte[] parseIpv4(String whole, String text) throws Invalid {
    byte[] out = new byte[4];
    int value = 0;
    int octet = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        if (digits == 1 && value == 0) {
          throw invalid(whole, "IPv4 field has octet with leading zero", "");
        }
        value = value * 10 + (c - '0');
        digits++;
        if (value > 255) {
          throw invalid(whole, "IPv4 field has value >255", "");
        }
      } else if (c == '.') {
        if (i == 0 || i == text.length() - 1 || text.charAt(i - 1) == '.') {
          throw invalid(whole, "IPv4 field must have at least one digit", text.substring(i));
        }
        if (octet == 3) {
          throw invalid(whole, "IPv4 address too long", "");
        }
        out[octet++] = (byte) value;
        value = 0;
        digits = 0;
      } else {
        throw invalid(whole, "unexpected character", text.substring(i));
      }
    }
    if (octet < 3) {
      throw invalid(whole, "IPv4 address too short", "");
    }
    out[3] = (byte) value;
    return out;
  }

  private static GoIp parseIpv6(String whole) throws Invalid {
    int percent = whole.indexOf('%');
    String zone = percent < 0 ? "" : whole.substring(percent + 1);
    if (percent >= 0 && zone.isEmpty()) {
      throw invalid(whole, "zone must be a non-empty string", "");
    }
    String rest = percent < 0 ? whole : whole.substring(0, percent);
    byte[] ip = new byte[16];
    int gap = -1;
    int at = 0;
    if (rest.startsWith("::")) {
      gap = 0;
      rest = rest.substring(2);
      if (rest.isEmpty()) {
        return new GoIp(ip, zone);
      }
    }
    while (at < 16) {
      int end = hexEnd(whole, rest);
      if (end < rest.length() && rest.charAt(end) == '.') {
        if (gap < 0 && at != 12) {
          throw invalid(
              whole, "embedded IPv4 address must replace the final 2 fields of the address", rest);
        }
        if (at + 4 > 16) {
          throw invalid(
              whole, "too many hex fields to fit an embedded IPv4 at the end of the address", rest);
        }
        System.arraycopy(parseIpv4(whole, rest), 0, ip, at, 4);
        rest = "";
        at += 4;
        break;
      }
      int group = Integer.parseInt(rest.substring(0, end), 16);
      ip[at++] = (byte) (group >> 8);
      ip[at++] = (byte) group;
      rest = rest.substring(end);
      if (rest.isEmpty()) {
        break;
      }
      if (rest.charAt(0) != ':') {
        throw invalid(whole, "unexpected character, want colon", rest);
      }
      if (rest.length() == 1) {
        throw invalid(whole, "colon must be followed by more characters", rest);
      }
      rest = rest.substring(1);
      if (rest.charAt(0) == ':') {
        if (gap >= 0) {
          throw invalid(whole, "multiple :: in address", rest);
        }
        gap = at;
        rest = rest.substring(1);
        if (rest.isEmpty()) {
          break;
        }
      }
    }
    if (!rest.isEmpty()) {
      throw invalid(whole, "trailing garbage after address", rest);
    }
    return new GoIp(spread(whole, ip, at, gap), zone);
  }

  private static int hexEnd(String whole, String rest) throws Invalid {
    int end = 0;
    while (end < rest.length()
        && rest.charAt(end) < 128
        && Character.digit(rest.charAt(end), 16) >= 0) {
      if (end > 3) {
        throw invalid(whole, "each group must have 4 or less digits", rest);
      }
      end++;
    }
    if (end == 0) {
      throw invalid(whole, "each colon-separated field must have at least one digit", rest);
    }
    return end;
  }

  /** Puts the zeros in where the two colons stood. */
  private static byte[] spread(String whole, byte[] ip, int length, int gap) throws Invalid {
    if (length == 16) {
      if (gap >= 0) {
        throw invalid(whole, "the :: must expand to at least one field of zeros", "");
      }
      return ip;
    }
    if (gap < 0) {
      throw invalid(whole, "address string too short", "");
    }
    byte[] out = new byte[16];
    System.arraycopy(ip, 0, out, 0, gap);
    System.arraycopy(ip, gap, out, 16 - length + gap, length - gap);
    return out;
  }

  /** The octets: 4 or 16. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** An address of those octets. */
  static GoIp of(byte[] bytes) {
    return new GoIp(bytes.clone(), "");
  }

  /** The zone of an IPv6 address without the percent sign, or empty. */
  public String zone() {
    return zone;
  }

  /** Whether it is an IPv4 address (not one mapped into IPv6). */
  public boolean isIpv4() {
    return bytes.length == 4;
  }

  /** Whether it is an IPv4 address written as {@code ::ffff:a.b.c.d}. */
  public boolean isIpv4In6() {
    return bytes.length == 16
        && Arrays.equals(bytes, 0, 10, new byte[10], 0, 10)
        && bytes[10] == -1
        && bytes[11] == -1;
  }

  /** Whether it is 0.0.0.0 or {@code ::}. */
  public boolean isUnspecified() {
    return zone.isEmpty() && Arrays.equals(bytes, new byte[bytes.length]);
  }

  /** Whether it is in 127.0.0.0/8 or is {@code ::1}. */
  public boolean isLoopback() {
    return isIpv4()
        ? bytes[0] == 127
        : Arrays.equals(bytes, 0, 15, new byte[15], 0, 15) && bytes[15] == 1;
  }

  /** Whether it is in 224.0.0.0/24 or is link-local multicast of IPv6. */
  public boolean isLinkLocalMulticast() {
    return isIpv4()
        ? octet(0) == 224 && bytes[1] == 0 && bytes[2] == 0
        : octet(0) == 0xff && (bytes[1] & 0x0f) == 2;
  }

  /** Whether it is in 169.254.0.0/16 or in fe80::/10. */
  public boolean isLinkLocalUnicast() {
    return isIpv4()
        ? octet(0) == 169 && octet(1) == 254
        : octet(0) == 0xfe && (octet(1) & 0xc0) == 0x80;
  }

  /**
   * Whether it is a unicast address that is neither unspecified, nor broadcast, loopback or
   * link-local.
   */
  public boolean isGlobalUnicast() {
    boolean multicast = isIpv4() ? (octet(0) & 0xf0) == 0xe0 : octet(0) == 0xff;
    boolean broadcast = isIpv4() && Arrays.equals(bytes, new byte[] {-1, -1, -1, -1});
    return !broadcast && !isUnspecified() && !isLoopback() && !multicast && !isLinkLocalUnicast();
  }

  private int octet(int i) {
    return bytes[i] & 0xff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GoIp ip && Arrays.equals(bytes, ip.bytes) && zone.equals(ip.zone);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The one canonical form: lower case, the longest run of zero groups as {@code ::}. */
  @Override
  public String toString() {
    if (isIpv4()) {
      return octet(0) + "." + octet(1) + "." + octet(2) + "." + octet(3);
    }
    String suffix = zone.isEmpty() ? "" : "%" + zone;
    if (isIpv4In6()) {
      return "::ffff:" + of(Arrays.copyOfRange(bytes, 12, 16)) + suffix;
    }
    int[] zeros = longestZeros();
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == zeros[0]) {
        out.append("::");
        i = zeros[1];
        if (i >= 8) {
          break;
        }
      } else if (i > 0) {
        out.append(':');
      }
      out.append(Integer.toHexString(group(i)));
    }
    return out + suffix;
  }

  private int group(int i) {
    return octet(2 * i) << 8 | octet(2 * i + 1);
  }

  /**
   * Begin and end of the longest run of at least two zero groups; beyond the last where there is
   * none.
   */
  private int[] longestZeros() {
    int[] best = {9, 9};
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && group(end) == 0) {
        end++;
      }
      if (end - i >= 2 && end - i > best[1] - best[0]) {
        best = new int[] {i, end};
      }
    }
    return best;
  }
}
