package dev.tenon.engine.review.rules;

import dev.tenon.api.Durations;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Limit;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.render.Rendering;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Facts;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** Outside Draft, every limit of calls or points of a System that is called has a claim. */
final class ClaimsAreThere implements Rule {
  @Override
  public String name() {
    return BuiltIn.CLAIM_MISSING;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.integration().stream()
        .filter(Claims::claims)
        .flatMap(
            integration ->
                Claims.called(subject).stream()
                    .flatMap(system -> of(subject, integration, system)));
  }

  private static Stream<Problem> of(Subject subject, Integration integration, String system) {
    return subject.estate().system(system).stream()
        .flatMap(it -> it.spec().limits().stream())
        .filter(limit -> limit.concurrency().isEmpty())
        .filter(
            limit ->
                integration.spec().claims().stream()
                    .noneMatch(
                        claim ->
                            claim.system().equals(system) && claim.limit().equals(limit.name())))
        .map(limit -> problem(subject, system, limit));
  }

  private static Problem problem(Subject subject, String system, Limit limit) {
    String per = limit.per().map(Durations::format).orElse("");
    String unit = limit.points().isPresent() ? "points" : "calls";
    String amount =
        idle(subject, system, limit)
            .map(calls -> Long.toString(calls))
            .orElse("<" + unit + " in " + per + ">");
    return Problem.deny(
            BuiltIn.CLAIM_MISSING,
            subject.of(),
            FieldPath.of("spec.claims"),
            "System " + system + " is called, and nothing is claimed of its limit " + limit.name(),
            "Add to spec.claims: {system: "
                + system
                + ", limit: "
                + limit.name()
                + ", amount: "
                + amount
                + "}.")
        .about(Refs.system(system));
  }

  /** What the schedule alone uses, where nothing but a poll calls the System. */
  private static Optional<Long> idle(Subject subject, String system, Limit limit) {
    Optional<Facts> facts =
        subject.rendering().flatMap(Rendering::result).map(plan -> plan.facts());
    Optional<Duration> period =
        facts.stream()
            .flatMap(it -> it.entries().stream())
            .filter(entry -> entry.system().filter(system::equals).isPresent())
            .flatMap(entry -> entry.period().stream())
            .findFirst();
    boolean onlyPolled =
        facts
            .map(
                it ->
                    it.calls().stream()
                        .filter(call -> call.system().equals(system))
                        .allMatch(call -> call.kind().equals("Poll")))
            .orElse(false);
    if (period.isEmpty() || limit.per().isEmpty() || !onlyPolled) {
      return Optional.empty();
    }
    long passes =
        -Math.floorDiv(-limit.per().get().toMillis(), Math.max(1, period.get().toMillis()));
    return Optional.of(Math.max(1, passes * limit.costPerCall().orElse(1L)));
  }
}
