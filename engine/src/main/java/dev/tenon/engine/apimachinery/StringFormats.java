package dev.tenon.engine.apimachinery;

import com.google.re2j.Pattern;
import dev.tenon.engine.golang.GoIp;
import dev.tenon.engine.golang.GoMailAddress;
import dev.tenon.engine.golang.GoTime;
import dev.tenon.engine.golang.GoUrl;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The string formats of custom resources: the supported ones of apiextensions-apiserver ({@code
 * pkg/apiserver/validation/formats.go}), checked as kube-openapi's {@code strfmt} does. {@code
 * int32}, {@code int64}, {@code float} and {@code double} are not among them.
 */
public final class StringFormats {
  private static final String SYMBOLS = "\\p{S}\\p{L}";
  private static final String NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

  /** Of Java, whose tables of Unicode are newer than RE2/J's. */
  private static final java.util.regex.Pattern HOSTNAME =
      java.util.regex.Pattern.compile(
          "^([a-zA-Z0-9%1$s]((-?[a-zA-Z0-9%1$s]{0,62})?)|([a-zA-Z0-9%1$s](([a-zA-Z0-9-%1$s]{0,61}[a-zA-Z0-9%1$s])?)(\\.)){1,}([a-zA-Z\\p{L}]){2,63})$"
              .replace("%1$s", SYMBOLS));

  private static final Pattern CREDIT_CARD =
      Pattern.compile(
          "^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}"
              + "|(?:2131|1800|35\\d{3})\\d{11})$");
  private static final String COLOUR_PART = "\\s*(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*";

  private static final Map<String, Predicate<String>> ALL = make();

  private StringFormats() {}

  /** The test of each format, by its name without dashes. */
  public static Map<String, Predicate<String>> all() {
    return ALL;
  }

  private static Map<String, Predicate<String>> make() {
    Map<String, Predicate<String>> tests = new HashMap<>();
    tests.put("bsonobjectid", matching("^[0-9a-fA-F]{24}$"));
    tests.put("uri", GoUrl::isRequestUri);
    tests.put("email", GoMailAddress::isAddress);
    tests.put("hostname", StringFormats::isHostname);
    tests.put("ipv4", text -> text.contains(".") && GoIp.parseSloppily(text).isPresent());
    tests.put("ipv6", text -> text.contains(":") && GoIp.isIp(text));
    tests.put("cidr", StringFormats::isCidr);
    tests.put("mac", StringFormats::isMac);
    tests.put("uuid", uuid("[0-9a-f]{4}", "[0-9a-f]{4}"));
    tests.put("uuid3", uuid("3[0-9a-f]{3}", "[0-9a-f]{4}"));
    tests.put("uuid4", uuid("4[0-9a-f]{3}", "[89ab][0-9a-f]{3}"));
    tests.put("uuid5", uuid("5[0-9a-f]{3}", "[89ab][0-9a-f]{3}"));
    tests.put("isbn", text -> isIsbn10(text) || isIsbn13(text));
    tests.put("isbn10", StringFormats::isIsbn10);
    tests.put("isbn13", StringFormats::isIsbn13);
    tests.put("creditcard", StringFormats::isCreditCard);
    Predicate<String> ssn = matching("^\\d{3}[- ]?\\d{2}[- ]?\\d{4}$");
    tests.put("ssn", text -> text.length() == 11 && ssn.test(text));
    tests.put("hexcolor", matching("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"));
    tests.put(
        "rgbcolor",
        matching("^rgb\\(" + COLOUR_PART + "," + COLOUR_PART + "," + COLOUR_PART + "\\)$"));
    tests.put(
        "byte",
        matching(
            "^(?:[A-Za-z0-9+\\/]{4})*(?:[A-Za-z0-9+\\/]{2}==|[A-Za-z0-9+\\/]{3}=|[A-Za-z0-9+\\/]{4})$"));
    tests.put("password", text -> true);
    tests.put("date", GoTime::isDate);
    tests.put("duration", text -> GoTime.parseDuration(text).isPresent());
    tests.put("datetime", GoTime::isDateTime);
    Predicate<String> shortName = matching("^" + NAME + "$");
    tests.put("k8sshortname", text -> text.length() <= 63 && shortName.test(text));
    Predicate<String> longName = matching("^" + NAME + "(\\." + NAME + ")*$");
    tests.put("k8slongname", text -> text.length() <= 253 && longName.test(text));
    return Map.copyOf(tests);
  }

  private static Predicate<String> matching(String expression) {
    Pattern pattern = Pattern.compile(expression);
    return text -> pattern.matcher(text).find();
  }

  private static Predicate<String> uuid(String third, String fourth) {
    return matching("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?" + third + "-?" + fourth + "-?[0-9a-f]{12}$");
  }

  private static boolean isHostname(String text) {
    if (utf8Length(text) > 255 || !HOSTNAME.matcher(text).find()) {
      return false;
    }
    for (String label : text.split("\\.", -1)) {
      if (utf8Length(label) > 63) {
        return false;
      }
    }
    return true;
  }

  private static int utf8Length(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
  }

  private static boolean isCidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return false;
    }
    String mask = text.substring(slash + 1);
    if (!mask.matches("[0-9]{1,7}")) {
      return false;
    }
    return GoIp.parseSloppily(text.substring(0, slash))
        .filter(ip -> Integer.parseInt(mask) <= 8 * ip.bytes().length)
        .isPresent();
  }

  /**
   * 6, 8 or 20 octets in hex, one by one with colons or dashes between them, or in pairs with dots.
   */
  private static boolean isMac(String text) {
    String pairs = "[0-9a-fA-F]{2}";
    String octets;
    if (text.matches("(?:" + pairs + ":)+" + pairs)
        || text.matches("(?:" + pairs + "-)+" + pairs)) {
      octets = text.replaceAll("[:-]", "");
    } else if (text.matches("(?:[0-9a-fA-F]{4}\\.)+[0-9a-fA-F]{4}")) {
      octets = text.replace(".", "");
    } else {
      octets = text.matches("(?:" + pairs + ")+") ? text : "";
    }
    return Set.of(12, 16, 40).contains(octets.length());
  }

  private static boolean isIsbn10(String text) {
    String digits = text.replaceAll("[\\s-]+", "");
    if (!digits.matches("[0-9]{9}X|[0-9]{10}")) {
      return false;
    }
    int sum = 10 * (digits.charAt(9) == 'X' ? 10 : digits.charAt(9) - '0');
    for (int i = 0; i < 9; i++) {
      sum += (i + 1) * (digits.charAt(i) - '0');
    }
    return sum % 11 == 0;
  }

  private static boolean isIsbn13(String text) {
    String digits = text.replaceAll("[\\s-]+", "");
    if (!digits.matches("[0-9]{13}")) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < 12; i++) {
      sum += (i % 2 == 0 ? 1 : 3) * (digits.charAt(i) - '0');
    }
    return digits.charAt(12) - '0' == (10 - sum % 10) % 10;
  }

  /**
   * The digits of the text, whatever stands between them, by the issuers' prefixes and Luhn's sum.
   */
  private static boolean isCreditCard(String text) {
    String digits = text.replaceAll("[^0-9]+", "");
    if (!CREDIT_CARD.matcher(digits).find()) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = 2 * digit;
      sum += i % 2 == 0 ? digit : doubled >= 10 ? doubled % 10 + 1 : doubled;
    }
    return sum % 10 == 0;
  }
}
