package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.estate.Estate;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** The conditions of policies and waivers for as long as they are stored only: they say so. */
final class Stored {
  private static final KindCondition READY =
      KindCondition.of("Ready", new Meaning(Said.TRUE, "Accepted", "It is stored.", ""));
  private static final KindCondition ENFORCED =
      KindCondition.of(
          "Enforced",
          new Meaning(
              Said.FALSE,
              "NotEnforced",
              "This version stores policies and waivers and enforces none of them.",
              ""));

  static final List<KindCondition> CONDITIONS = List.of(READY, ENFORCED, Named.RESOLVED_REFS);

  private Stored() {}

  static List<Condition> of(TenonResource<?, ?> object, Estate estate) {
    return List.of(
        READY.say(object, "Accepted", "It is stored"),
        ENFORCED.say(
            object,
            "NotEnforced",
            "This version stores policies and waivers and enforces none of them"),
        Named.resolvedRefs(object, estate));
  }
}
