package dev.tenon.engine.apimachinery;

import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules for names, labels and qualified names. Each returns what is wrong, in the words of
 * {@code apimachinery}'s {@code util/validation}; nothing where the text is good.
 */
public final class ObjectNames {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
  private static final String KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String VALUE = "(" + KEY + ")?";
  private static final Pattern LABEL_PATTERN = anchored(LABEL);
  private static final Pattern SUBDOMAIN_PATTERN = anchored(SUBDOMAIN);
  private static final Pattern LABEL_1035_PATTERN = anchored(LABEL_1035);
  private static final Pattern KEY_PATTERN = anchored(KEY);
  private static final Pattern VALUE_PATTERN = anchored(VALUE);

  private static final String ENDS = ", and must start and end with an alphanumeric character";
  private static final String LABEL_RULE =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-'" + ENDS;
  private static final String SUBDOMAIN_RULE =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'"
          + ENDS;
  private static final String LABEL_1035_RULE =
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an"
          + " alphanumeric character";
  private static final String KEY_RULE =
      "must consist of alphanumeric characters, '-', '_' or '.'" + ENDS;
  private static final String VALUE_RULE =
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.'"
          + ENDS;

  private ObjectNames() {}

  /** A name of at most 63 bytes without dots. */
  public static List<String> dns1123Label(String text) {
    List<String> wrong = tooLong(text, 63, "characters");
    if (!LABEL_PATTERN.matches(text)) {
      wrong.add(
          SUBDOMAIN_PATTERN.matches(text)
              ? "must not contain dots"
              : expression(LABEL_RULE, LABEL, "my-name", "123-abc"));
    }
    return wrong;
  }

  /** A name of at most 253 bytes, labels with dots between them. */
  public static List<String> dns1123Subdomain(String text) {
    return subdomain(text, "characters");
  }

  private static List<String> subdomain(String text, String unit) {
    List<String> wrong = tooLong(text, 253, unit);
    if (!SUBDOMAIN_PATTERN.matches(text)) {
      wrong.add(expression(SUBDOMAIN_RULE, SUBDOMAIN, "example.com"));
    }
    return wrong;
  }

  /** A name of at most 63 bytes that begins with a letter. */
  public static List<String> dns1035Label(String text) {
    List<String> wrong = tooLong(text, 63, "characters");
    if (!LABEL_1035_PATTERN.matches(text)) {
      wrong.add(expression(LABEL_1035_RULE, LABEL_1035, "my-name", "abc-123"));
    }
    return wrong;
  }

  /** The key of a label or annotation: a name, and before it at most a domain and a slash. */
  public static List<String> qualifiedName(String text) {
    List<String> wrong = new ArrayList<>();
    String[] parts = text.split("/", -1);
    if (parts.length > 2) {
      wrong.add(
          "a valid label key "
              + expression(KEY_RULE, KEY, "MyName", "my.name", "123-abc")
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
      return wrong;
    }
    if (parts.length == 2) {
      if (parts[0].isEmpty()) {
        wrong.add("prefix part must be non-empty");
      } else {
        subdomain(parts[0], "bytes").forEach(why -> wrong.add("prefix part " + why));
      }
    }
    String name = parts[parts.length - 1];
    if (name.isEmpty()) {
      wrong.add("name part must be non-empty");
    } else {
      tooLong(name, 63, "bytes").forEach(why -> wrong.add("name part " + why));
    }
    if (!KEY_PATTERN.matches(name)) {
      wrong.add("name part " + expression(KEY_RULE, KEY, "MyName", "my.name", "123-abc"));
    }
    return wrong;
  }

  /** The value of a label. */
  public static List<String> labelValue(String text) {
    List<String> wrong = tooLong(text, 63, "bytes");
    if (!VALUE_PATTERN.matches(text)) {
      wrong.add(expression(VALUE_RULE, VALUE, "MyValue", "my_value", "12345"));
    }
    return wrong;
  }

  /** The beginning of a name to which more is going to be added: it may end in a dash. */
  public static String asPrefix(String text) {
    return text.length() > 1 && text.endsWith("-")
        ? text.substring(0, text.length() - 2) + "a"
        : text;
  }

  /** Kubernetes counts bytes, and calls them so only in some of its rules. */
  private static List<String> tooLong(String text, int most, String unit) {
    List<String> wrong = new ArrayList<>();
    if (text.getBytes(StandardCharsets.UTF_8).length > most) {
      wrong.add("must be no more than " + most + " " + unit);
    }
    return wrong;
  }

  private static String expression(String rule, String expression, String... examples) {
    String shown =
        Stream.of(examples).map(e -> "'" + e + "', ").collect(Collectors.joining(" or "));
    return rule + " (e.g. " + shown + "regex used for validation is '" + expression + "')";
  }

  private static Pattern anchored(String expression) {
    return Pattern.compile("^" + expression + "$");
  }
}
