package dev.tenon.engine.render;

import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Ref;

/** The field of an object that a person has to look at. */
record Where(Ref of, FieldPath at) {
  static final String PARAMETERS = "spec.pattern.parameters";

  static Where of(Ref of, String path) {
    return new Where(of, FieldPath.of(path));
  }

  /** Whether the value there was filled in by the integration's author as a parameter. */
  boolean parameter() {
    return at.toString().startsWith(PARAMETERS);
  }
}
