package dev.tenon.engine.golang;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A URL as Go's {@code net/url} reads it, which accepts and refuses other texts than Java's.
 *
 * @param scheme in lower case, or empty
 * @param userInfo what stands before the {@code @}, as written
 * @param host with port, an IPv6 address in brackets, decoded
 * @param path decoded
 * @param rawPath as written
 * @param query without the question mark, as written
 * @param opaque what follows {@code scheme:} where no slash does
 */
public record GoUrl(
    String scheme,
    Optional<String> userInfo,
    String host,
    String path,
    String rawPath,
    String query,
    String opaque) {

  /** A text that is no URL; the message is Go's, and begins with {@code parse "…": }. */
  public static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    private Invalid(String text, String why) {
      super("parse " + GoText.quote(text) + ": " + why);
    }
  }

  /** Thrown inside only; the message is what is wrong. */
  private static final class Flaw extends Exception {
    private static final long serialVersionUID = 1L;

    private Flaw(String why) {
      super(why, null, false, false);
    }
  }

  /**
   * Reads an absolute URI or an absolute path, as {@code url.ParseRequestURI} does: a fragment is
   * not cut off.
   *
   * @throws Invalid where it is neither
   */
  public static GoUrl parseRequestUri(String text) throws Invalid {
    try {
      return parse(text, true);
    } catch (Flaw e) {
      throw new Invalid(text, e.getMessage());
    }
  }

  /**
   * Reads a URL reference, as {@code url.Parse} does.
   *
   * @throws Invalid where it is none
   */
  public static GoUrl parse(String text) throws Invalid {
    int hash = text.indexOf('#');
    String before = hash < 0 ? text : text.substring(0, hash);
    try {
      GoUrl url = parse(before, false);
      if (hash >= 0) {
        unescape(text.substring(hash + 1), Part.FRAGMENT);
      }
      return url;
    } catch (Flaw e) {
      throw new Invalid(before, e.getMessage());
    }
  }

  /** Whether the text is an absolute URI or an absolute path. */
  public static boolean isRequestUri(String text) {
    try {
      parseRequestUri(text);
      return true;
    } catch (Invalid e) {
      return false;
    }
  }

  private static GoUrl parse(String text, boolean request) throws Flaw {
    if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw new Flaw("net/url: invalid control character in URL");
    }
    if (text.isEmpty() && request) {
      throw new Flaw("empty url");
    }
    if (text.equals("*")) {
      return new GoUrl("", Optional.empty(), "", "*", "*", "", "");
    }
    int colon = schemeEnd(text);
    String scheme = colon < 0 ? "" : text.substring(0, colon).toLowerCase(java.util.Locale.ROOT);
    String rest = colon < 0 ? text : text.substring(colon + 1);
    String query = "";
    int mark = rest.indexOf('?');
    if (mark >= 0) {
      query = rest.substring(mark + 1);
      rest = rest.substring(0, mark);
    }
    if (!rest.startsWith("/")) {
      if (!scheme.isEmpty()) {
        return new GoUrl(scheme, Optional.empty(), "", "", "", query, rest);
      }
      if (request) {
        throw new Flaw("invalid URI for request");
      }
      int slash = rest.indexOf('/');
      if ((slash < 0 ? rest : rest.substring(0, slash)).contains(":")) {
        throw new Flaw("first path segment in URL cannot contain colon");
      }
    }
    Optional<String> userInfo = Optional.empty();
    String host = "";
    boolean noAuthority = scheme.isEmpty() && (request || rest.startsWith("///"));
    if (!noAuthority && rest.startsWith("//")) {
      int slash = rest.indexOf('/', 2);
      String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
      rest = slash < 0 ? "" : rest.substring(slash);
      int at = authority.lastIndexOf('@');
      host = parseHost(authority.substring(at + 1));
      if (at >= 0) {
        userInfo = Optional.of(checkedUserInfo(authority.substring(0, at)));
      }
    }
    return new GoUrl(scheme, userInfo, host, unescape(rest, Part.PATH), rest, query, "");
  }

  /** Where the scheme ends, or -1 where there is none. */
  private static int schemeEnd(String text) throws Flaw {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (c == ':') {
        if (i == 0) {
          throw new Flaw("missing protocol scheme");
        }
        return i;
      }
      if (!letter && (!later || i == 0)) {
        return -1;
      }
    }
    return -1;
  }

  private static String checkedUserInfo(String text) throws Flaw {
    boolean valid =
        text.chars()
            .allMatch(
                c ->
                    (c < 128 && Character.isLetterOrDigit(c))
                        || "-._:~!$&'()*+,;=%@".indexOf(c) >= 0);
    if (!valid) {
      throw new Flaw("net/url: invalid userinfo");
    }
    unescape(text, Part.USER);
    return text;
  }

  private static String parseHost(String host) throws Flaw {
    int open = host.lastIndexOf('[');
    if (open == 0) {
      int close = host.lastIndexOf(']');
      if (close < 0) {
        throw new Flaw("missing ']' in host");
      }
      String port = host.substring(close + 1);
      if (!isPort(port)) {
        throw new Flaw("invalid port " + GoText.quote(port) + " after host");
      }
      String inside = host.substring(1, close);
      int zone = inside.indexOf("%25");
      String address = unescape(zone < 0 ? inside : inside.substring(0, zone), Part.HOST);
      String zoneText = zone < 0 ? "" : unescape(inside.substring(zone), Part.ZONE);
      try {
        if (GoIp.parse(address + zoneText).isIpv4()) {
          throw new Flaw("invalid IP-literal");
        }
      } catch (GoIp.Invalid e) {
        throw new Flaw("invalid host: " + e.getMessage());
      }
      return "[" + address + zoneText + "]" + port;
    }
    if (open > 0) {
      throw new Flaw("invalid IP-literal");
    }
    // Kubernetes keeps to Go 1.25 here, which takes colons in a host
    int colon = host.lastIndexOf(':');
    if (colon >= 0 && !isPort(host.substring(colon))) {
      throw new Flaw("invalid port " + GoText.quote(host.substring(colon)) + " after host");
    }
    return unescape(host, Part.HOST);
  }

  private static boolean isPort(String text) {
    return text.isEmpty()
        || (text.startsWith(":") && text.chars().skip(1).allMatch(c -> c >= '0' && c <= '9'));
  }

  private enum Part {
    PATH,
    HOST,
    ZONE,
    USER,
    QUERY,
    FRAGMENT
  }

  /** The three bytes that should be an escape; what they hold of half a character, as bytes. */
  private static String quoteEscape(String text) {
    byte[] bytes = text.substring(0, Math.min(text.length(), 3)).getBytes(StandardCharsets.UTF_8);
    int length = Math.min(bytes.length, 3);
    String whole =
        new String(bytes, 0, length, StandardCharsets.UTF_8).replaceFirst("\ufffd+$", "");
    StringBuilder out = new StringBuilder(GoText.quote(whole));
    for (int i = whole.getBytes(StandardCharsets.UTF_8).length; i < length; i++) {
      out.insert(out.length() - 1, String.format("\\x%02x", bytes[i] & 0xff));
    }
    return out.toString();
  }

  private static String unescape(String text, Part part) throws Flaw {
    ByteBuffer out = ByteBuffer.allocate(text.length() * 4);
    for (int i = 0; i < text.length(); ) {
      int rune = text.codePointAt(i);
      if (rune == '%') {
        int value = hexByte(text, i + 1);
        if (value < 0) {
          throw new Flaw("invalid URL escape " + quoteEscape(text.substring(i)));
        }
        String escape = text.substring(i, i + 3);
        // in a host only what is no ASCII is escaped, and the sign that begins a zone
        if (part == Part.HOST && value < 0x80 && !escape.equals("%25")) {
          throw new Flaw("invalid URL escape " + GoText.quote(escape));
        }
        if (part == Part.ZONE
            && !escape.equals("%25")
            && value != ' '
            && mustBeEscapedInHost(value)) {
          throw new Flaw("invalid URL escape " + GoText.quote(escape));
        }
        out.put((byte) value);
        i += 3;
      } else {
        if ((part == Part.HOST || part == Part.ZONE) && rune < 0x80 && mustBeEscapedInHost(rune)) {
          throw new Flaw(
              "invalid character " + GoText.quote(Character.toString(rune)) + " in host name");
        }
        out.put(
            (part == Part.QUERY && rune == '+' ? " " : Character.toString(rune))
                .getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(rune);
      }
    }
    byte[] bytes = new byte[out.position()];
    out.flip().get(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static boolean mustBeEscapedInHost(int rune) {
    return !Character.isLetterOrDigit(rune) && "!$&'()*+,;=:[]<>\"-_.~".indexOf(rune) < 0;
  }

  private static int hexByte(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 || text.charAt(at) > 'f' || text.charAt(at + 1) > 'f'
        ? -1
        : high * 16 + low;
  }

  /** The host without port and brackets. */
  public String hostname() {
    int colon = portColon();
    String name = colon < 0 ? host : host.substring(0, colon);
    return name.startsWith("[") && name.endsWith("]") ? name.substring(1, name.length() - 1) : name;
  }

  /** The port as written, or empty. */
  public String port() {
    int colon = portColon();
    return colon < 0 ? "" : host.substring(colon + 1);
  }

  private int portColon() {
    int colon = host.lastIndexOf(':');
    return colon >= 0 && isPort(host.substring(colon)) ? colon : -1;
  }

  /** The path with everything escaped that has to be: as written where that is a valid encoding. */
  public String escapedPath() {
    boolean asWritten =
        rawPath
            .chars()
            .allMatch(
                c ->
                    (c < 128 && Character.isLetterOrDigit(c))
                        || "!$&'()*+,;=:@[]%-_.~/".indexOf(c) >= 0);
    if (asWritten) {
      return rawPath;
    }
    if (path.equals("*")) {
      return "*";
    }
    StringBuilder out = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      int c = b & 0xff;
      if (c < 128 && (Character.isLetterOrDigit(c) || "-_.~$&+,/:;=@".indexOf(c) >= 0)) {
        out.append((char) c);
      } else {
        out.append('%').append(String.format("%02X", c));
      }
    }
    return out.toString();
  }

  /**
   * The parameters of the query, each with all its values, decoded. What cannot be decoded, or has
   * a semicolon, is left out.
   */
  public Map<String, List<String>> queryValues() {
    Map<String, List<String>> out = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (pair.isEmpty() || pair.contains(";")) {
        continue;
      }
      int equals = pair.indexOf('=');
      try {
        String key = unescape(equals < 0 ? pair : pair.substring(0, equals), Part.QUERY);
        String value = equals < 0 ? "" : unescape(pair.substring(equals + 1), Part.QUERY);
        out.computeIfAbsent(key, k -> new ArrayList<>()).add(value);
      } catch (Flaw e) {
        // Go's Query() leaves out what it cannot read, and says nothing
        continue;
      }
    }
    return out;
  }
}
