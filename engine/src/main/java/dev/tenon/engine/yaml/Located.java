package dev.tenon.engine.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a value and what is in it stand; beside the JSON of the same shape.
 *
 * @param line from 1; of a field, that of its name
 * @param column from 1, in code points
 */
record Located(int line, int column, Map<String, Located> fields, List<Located> items) {
  static Located scalar(int line, int column) {
    return new Located(line, column, Map.of(), List.of());
  }

  static Located mapping(int line, int column) {
    return new Located(line, column, new LinkedHashMap<>(), List.of());
  }

  Located at(int otherLine, int otherColumn) {
    return new Located(otherLine, otherColumn, fields, items);
  }

  /**
   * The place of a field, or of the nearest value around it that is there.
   *
   * @param field as errors name it: {@code spec.list[0].name}, {@code metadata.labels[a/b]}
   */
  Located nearest(String field) {
    Located here = this;
    String rest = field;
    while (true) {
      String path = rest.startsWith(".") ? rest.substring(1) : rest;
      Located next = null;
      int taken = -1;
      for (Map.Entry<String, Located> entry : here.fields.entrySet()) {
        int length = length(path, entry.getKey());
        if (length > taken) {
          taken = length;
          next = entry.getValue();
        }
      }
      for (int i = 0; i < here.items.size() && next == null; i++) {
        if (path.startsWith("[" + i + "]")) {
          taken = Integer.toString(i).length() + 2;
          next = here.items.get(i);
        }
      }
      if (next == null || taken == 0) {
        return here;
      }
      here = next;
      rest = path.substring(taken);
    }
  }

  /** How much of a path a name takes, plain or in brackets; -1 where the path does not begin so. */
  private static int length(String path, String name) {
    if (path.startsWith("[" + name + "]")) {
      return name.length() + 2;
    }
    if (!path.startsWith(name)) {
      return -1;
    }
    boolean ends =
        path.length() == name.length()
            || path.charAt(name.length()) == '.'
            || path.charAt(name.length()) == '[';
    return ends ? name.length() : -1;
  }
}
