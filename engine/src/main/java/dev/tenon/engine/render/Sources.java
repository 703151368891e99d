package dev.tenon.engine.render;

import java.util.HashMap;
import java.util.Map;

/**
 * Where each part of rendered routes comes from: the field of the pattern or of the integration
 * that a person has to change.
 */
final class Sources {
  private final Map<String, Where> byPath = new HashMap<>();
  private final Where root;

  Sources(Where root) {
    this.root = root;
  }

  void put(String rendered, Where from) {
    byPath.put(rendered, from);
  }

  /** Of a path in the rendered routes; of a part without a source of its own, that of its whole. */
  Where of(String rendered) {
    String whole = rendered;
    while (true) {
      Where found = byPath.get(whole);
      if (found != null) {
        String below = rendered.substring(whole.length());
        return below.isEmpty() ? found : Where.of(found.of(), found.at() + below);
      }
      int end = Math.max(whole.lastIndexOf('.'), whole.lastIndexOf('['));
      if (end <= 0) {
        return Where.of(root.of(), root.at() + rendered);
      }
      whole = whole.substring(0, end);
    }
  }
}
