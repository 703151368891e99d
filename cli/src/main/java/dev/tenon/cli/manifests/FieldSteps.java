package dev.tenon.cli.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a field's path as errors print it: {@code spec.slos[0].name}, {@code
 * metadata.labels[a.b/c]}.
 */
record FieldSteps(List<Step> all) {
  /**
   * One step.
   *
   * @param subscript whether it stands in brackets: the item of a list, or the key of a map
   */
  record Step(String name, boolean subscript) {}

  static FieldSteps of(String path) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < path.length()) {
      if (path.charAt(at) == '[') {
        int close = path.indexOf(']', at);
        int end = close < 0 ? path.length() : close;
        steps.add(new Step(path.substring(at + 1, end), true));
        at = end + 1;
      } else if (path.charAt(at) == '.') {
        at++;
      } else {
        int end = at;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
          end++;
        }
        steps.add(new Step(path.substring(at, end), false));
        at = end;
      }
    }
    return new FieldSteps(steps);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  FieldSteps parent() {
    return new FieldSteps(all.subList(0, Math.max(0, all.size() - 1)));
  }

  String last() {
    return all.get(all.size() - 1).name();
  }

  /** The value at this path; missing where there is none. */
  JsonNode in(JsonNode object) {
    JsonNode value = object;
    for (Step step : all) {
      if (value.isArray()) {
        value =
            step.name().matches("\\d{1,9}")
                ? value.path(Integer.parseInt(step.name()))
                : MissingNode.getInstance();
      } else {
        value = value.path(step.name());
      }
    }
    return value;
  }
}
