package dev.tenon.local.api.validation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Kubernetes says about names and labels (k8s.io/apimachinery, util/validation); each method
 * gives the complaints, none for a good value.
 */
public final class Names {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String DNS_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
  private static final String KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

  private static final Pattern IS_LABEL = Pattern.compile(LABEL);
  private static final Pattern IS_SUBDOMAIN = Pattern.compile(SUBDOMAIN);
  private static final Pattern IS_DNS_1035 = Pattern.compile(DNS_1035);
  private static final Pattern IS_KEY = Pattern.compile(KEY);
  private static final Pattern IS_LABEL_VALUE = Pattern.compile("(" + KEY + ")?");
  private static final Pattern IS_CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");

  private Names() {}

  /** A DNS label, as names of namespaces are. */
  public static List<String> dnsLabel(String value) {
    List<String> out = tooLong(value, 63);
    if (!IS_LABEL.matcher(value).matches()) {
      out.add(
          IS_SUBDOMAIN.matcher(value).matches()
              ? "must not contain dots"
              : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or"
                  + " '-', and must start and end with an alphanumeric character (e.g. 'my-name',"
                  + "  or '123-abc', regex used for validation is '"
                  + LABEL
                  + "')");
    }
    return out;
  }

  /** A DNS label that begins with a letter. */
  public static List<String> dns1035Label(String value) {
    List<String> out = tooLong(value, 63);
    if (!IS_DNS_1035.matcher(value).matches()) {
      out.add(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with"
              + " an alphabetic character, and end with an alphanumeric character (e.g. 'my-name', "
              + " or 'abc-123', regex used for validation is '"
              + DNS_1035
              + "')");
    }
    return out;
  }

  /** A DNS subdomain, as names of most objects are. */
  public static List<String> dnsSubdomain(String value) {
    List<String> out = tooLong(value, 253);
    if (!IS_SUBDOMAIN.matcher(value).matches()) {
      out.add(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-'"
              + " or '.', and must start and end with an alphanumeric character (e.g."
              + " 'example.com', regex used for validation is '"
              + SUBDOMAIN
              + "')");
    }
    return out;
  }

  /** What can stand in a path at all, which is all that is asked of the names of custom objects. */
  public static List<String> pathSegment(String value) {
    List<String> out = new ArrayList<>();
    if (value.equals(".") || value.equals("..")) {
      out.add("may not be '" + value + "'");
      return out;
    }
    for (String illegal : List.of("/", "%")) {
      if (value.contains(illegal)) {
        out.add("may not contain '" + illegal + "'");
      }
    }
    return out;
  }

  /** The key of a label, an annotation or a finalizer: an optional prefix and a name. */
  public static List<String> labelKey(String value) {
    String rule =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
            + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
            + " validation is '"
            + KEY
            + "')";
    List<String> out = new ArrayList<>();
    String[] parts = value.split("/", -1);
    if (parts.length > 2) {
      out.add(
          "a valid label key "
              + rule
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
      return out;
    }
    String name = parts[parts.length - 1];
    if (parts.length == 2) {
      if (parts[0].isEmpty()) {
        out.add("prefix part must be non-empty");
      } else {
        dnsSubdomain(parts[0]).forEach(complaint -> out.add("prefix part " + complaint));
      }
    }
    if (name.isEmpty()) {
      out.add("name part must be non-empty");
    } else {
      tooLong(name, 63).forEach(complaint -> out.add("name part " + complaint));
    }
    if (!IS_KEY.matcher(name).matches()) {
      out.add("name part " + rule);
    }
    return out;
  }

  /** The value of a label. */
  public static List<String> labelValue(String value) {
    List<String> out = tooLong(value, 63);
    if (!IS_LABEL_VALUE.matcher(value).matches()) {
      out.add(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
              + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
              + " 'my_value',  or '12345', regex used for validation is '("
              + KEY
              + ")?')");
    }
    return out;
  }

  /** A key of a ConfigMap or Secret. */
  public static List<String> configKey(String value) {
    List<String> out = tooLong(value, 253);
    if (!IS_CONFIG_KEY.matcher(value).matches()) {
      out.add(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
              + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is"
              + " '[-._a-zA-Z0-9]+')");
    }
    if (value.equals(".")) {
      out.add("must not be '.'");
    } else if (value.equals("..")) {
      out.add("must not be '..'");
    } else if (value.startsWith("..")) {
      out.add("must not start with '..'");
    }
    return out;
  }

  private static List<String> tooLong(String value, int most) {
    List<String> out = new ArrayList<>();
    if (value.getBytes(StandardCharsets.UTF_8).length > most) {
      out.add("must be no more than " + most + " bytes");
    }
    return out;
  }
}
