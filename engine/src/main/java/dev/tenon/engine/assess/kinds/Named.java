package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Texts;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Reference;
import dev.tenon.engine.estate.Refs;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** What the conditions of all these kinds have in common. */
final class Named {
  private Named() {}

  static long generation(TenonResource<?, ?> object) {
    return Optional.ofNullable(object.getMetadata().getGeneration()).orElse(0L);
  }

  static Condition said(
      TenonResource<?, ?> object, String type, String status, String reason, String message) {
    return Said.of(type, status, reason, message, generation(object));
  }

  /** Whether what it names exists; Secrets aside, which live where integrations do. */
  static Condition resolvedRefs(TenonResource<?, ?> object, Estate estate) {
    List<Reference> missing =
        estate.references(Refs.of(object)).stream()
            .filter(
                reference ->
                    !reference.to().kind().equals(Refs.SECRET) && !estate.has(reference.to()))
            .toList();
    return missing.isEmpty()
        ? said(object, "ResolvedRefs", Said.TRUE, "Resolved", "Everything named exists")
        : said(
            object,
            "ResolvedRefs",
            Said.FALSE,
            missing.get(0).to().kind() + "NotFound",
            Texts.list(
                missing,
                reference ->
                    reference.at()
                        + ": there is no "
                        + reference.to()
                        + "; apply it or change the field"));
  }

  /** The conditions of policies and waivers for as long as they are stored only: they say so. */
  static List<Condition> notEnforced(TenonResource<?, ?> object, Estate estate) {
    return List.of(
        said(object, "Ready", Said.TRUE, "Accepted", "It is stored"),
        said(
            object,
            "Enforced",
            Said.FALSE,
            "NotEnforced",
            "This version stores policies and waivers and enforces none of them"),
        resolvedRefs(object, estate));
  }
}
