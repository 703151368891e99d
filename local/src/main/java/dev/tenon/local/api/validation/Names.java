package dev.tenon.local.api.validation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Kubernetes says about keys and segments of paths (k8s.io/apimachinery, util/validation and
 * api/validation/path); each method gives the complaints, none for a good value. What it says about
 * names and labels is in the engine's {@code ObjectNames}.
 */
public final class Names {
  private static final Pattern IS_CONFIG_KEY = Pattern.compile("[-._a-zA-Z0-9]+");

  private Names() {}

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

  /** A key of a ConfigMap or Secret. */
  public static List<String> configKey(String value) {
    List<String> out = new ArrayList<>();
    if (value.getBytes(StandardCharsets.UTF_8).length > 253) {
      out.add("must be no more than 253 bytes");
    }
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
}
