package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.estate.Estate;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** The conditions of policies and waivers for as long as they are stored only: they say so. */
public final class NotEnforced {
  private NotEnforced() {}

  /** Accepted, and without effect. */
  public static List<Condition> of(TenonResource<?, ?> object, Estate estate) {
    return List.of(
        Named.said(object, "Ready", Said.TRUE, "Accepted", "It is stored"),
        Named.said(
            object,
            "Enforced",
            Said.FALSE,
            "NotEnforced",
            "This version stores policies and waivers and enforces none of them"),
        Named.resolvedRefs(object, estate));
  }

  /** The generation that was seen. */
  public static long generation(TenonResource<?, ?> object) {
    return Named.generation(object);
  }
}
