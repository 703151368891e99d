package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Reference;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.review.Verdict;
import java.util.List;

/** What the built-in rules say before a revision starts. */
final class Reviews {
  private final Estate estate;

  Reviews(Estate estate) {
    this.estate = estate;
  }

  /**
   * References that must be there and are not; those of routes are found where routes are rendered.
   */
  Verdict builtIn(Integration declared) {
    List<Problem> missing =
        estate.references(Refs.of(declared)).stream()
            .filter(reference -> reference.to().kind().equals(Refs.TEAM))
            .filter(reference -> reference.use().needed() && !estate.has(reference.to()))
            .map(reference -> missing(declared, reference))
            .toList();
    return new Verdict(missing);
  }

  private static Problem missing(Integration declared, Reference reference) {
    return Problem.deny(
            BuiltIn.REFERENCE_NOT_FOUND,
            Refs.of(declared),
            reference.at(),
            "there is no " + reference.to(),
            "Apply " + reference.to() + " or change " + reference.at() + ".")
        .about(reference.to());
  }
}
