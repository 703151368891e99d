package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.NotFound;
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
  static final KindCondition RESOLVED_REFS =
      KindCondition.of(
          "ResolvedRefs",
          new Meaning(Said.TRUE, "Resolved", "Everything that it names exists.", ""),
          missing("TeamNotFound", "A Team"),
          missing("SystemNotFound", "A System"),
          missing("PatternNotFound", "An IntegrationPattern"),
          missing("IntegrationNotFound", "An Integration"),
          missing("ReferenceNotFound", "Another object"));

  private Named() {}

  private static Meaning missing(String reason, String what) {
    return new Meaning(
        Said.FALSE,
        reason,
        what + " that it names does not exist.",
        "Apply what the message names, or change the field.");
  }

  static long generation(TenonResource<?, ?> object) {
    return Optional.ofNullable(object.getMetadata().getGeneration()).orElse(0L);
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
        ? RESOLVED_REFS.say(object, "Resolved", "Everything named exists")
        : RESOLVED_REFS.say(
            object,
            NotFound.reason(missing.get(0).to().kind()),
            Texts.list(
                missing,
                reference ->
                    reference.at()
                        + ": there is no "
                        + reference.to()
                        + "; apply it or change the field"));
  }
}
