package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Claim;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Limit;
import dev.tenon.api.v1alpha1.RuntimeSpec;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import java.util.Optional;
import java.util.stream.Stream;

/** A share is enough for one call of each replica: a smaller one only looks like a share. */
final class SharesAreUsable implements Rule {
  @Override
  public String name() {
    return BuiltIn.CLAIM_TOO_SMALL;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.integration().stream()
        .filter(Claims::claims)
        .flatMap(
            integration ->
                Claims.each(
                    integration,
                    (at, claim) ->
                        Claims.limit(subject, claim).stream()
                            .flatMap(
                                limit ->
                                    problem(subject, integration, at, claim, limit).stream())));
  }

  private static Optional<Problem> problem(
      Subject subject, Integration integration, FieldPath at, Claim claim, Limit limit) {
    long replicas =
        integration
            .spec()
            .runtime()
            .flatMap(RuntimeSpec::deployment)
            .map(RuntimeSpec.DeploymentOptions::replicas)
            .orElse(1);
    long cost = limit.costPerCall().orElse(1L);
    if (claim.amount() / cost >= replicas) {
      return Optional.empty();
    }
    return Optional.of(
        Problem.deny(
                BuiltIn.CLAIM_TOO_SMALL,
                subject.of(),
                at.child("amount"),
                "a share of "
                    + claim.amount()
                    + " is too small for one call of each of "
                    + replicas
                    + (replicas == 1 ? " replica" : " replicas")
                    + (cost > 1 ? ", at " + cost + " points a call" : ""),
                "Claim at least " + replicas * cost + ", or run fewer replicas.")
            .about(Refs.system(claim.system())));
  }
}
