package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Claim;
import dev.tenon.api.v1alpha1.Limit;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every claim names a limit of a System that is called. */
final class ClaimsNameLimits implements Rule {
  @Override
  public String name() {
    return BuiltIn.CLAIM_UNKNOWN;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.integration().stream()
        .flatMap(
            integration ->
                Claims.each(integration, (at, claim) -> problem(subject, at, claim).stream()));
  }

  private static Optional<Problem> problem(Subject subject, FieldPath at, Claim claim) {
    Optional<SystemResource> system = subject.estate().system(claim.system());
    if (system.isEmpty()) {
      return Optional.empty();
    }
    if (Claims.limit(subject, claim).isEmpty()) {
      String limits =
          system.get().spec().limits().stream().map(Limit::name).collect(Collectors.joining(", "));
      return Optional.of(
          Problem.deny(
                  BuiltIn.CLAIM_UNKNOWN,
                  subject.of(),
                  at.child("limit"),
                  "System " + claim.system() + " has no limit " + claim.limit(),
                  limits.isEmpty()
                      ? "Take the claim out: the System states no limits."
                      : "Claim one of " + limits + ", or take the claim out.")
              .about(Refs.system(claim.system())));
    }
    boolean rendered = subject.rendering().flatMap(rendering -> rendering.result()).isPresent();
    return rendered
            && !subject.estate().calledBy(subject.of()).contains(Refs.system(claim.system()))
        ? Optional.of(
            Problem.deny(
                    BuiltIn.CLAIM_UNKNOWN,
                    subject.of(),
                    at.child("system"),
                    "System " + claim.system() + " is not called, so there is nothing to claim",
                    "Take the claim out.")
                .about(Refs.system(claim.system())))
        : Optional.empty();
  }
}
