package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Limit;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.LimitId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whoever lowers a limit, or takes one away, is told whose shares shrink. It is never refused: the
 * vendor has lowered it already.
 */
final class LimitsStillFit implements Rule {
  @Override
  public String name() {
    return BuiltIn.LIMIT_OVERCOMMITTED;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    Optional<SystemResource> before = subject.change().before(SystemResource.class);
    Optional<SystemResource> after = subject.change().after(SystemResource.class);
    if (!subject.occasion().ofChange() || before.isEmpty() || after.isEmpty()) {
      return Stream.empty();
    }
    List<Problem> problems = new ArrayList<>();
    List<Limit> now = after.get().spec().limits();
    for (Limit was : before.get().spec().limits()) {
      LimitId id = new LimitId(subject.of().name(), was.name());
      Optional<Limit> same =
          now.stream().filter(limit -> limit.name().equals(was.name())).findFirst();
      long claimed = subject.ledger().claimed(id);
      if (same.isEmpty() && claimed > 0) {
        problems.add(
            warning(
                subject,
                FieldPath.of("spec.limits"),
                "limit " + was.name() + " is taken away from " + holders(subject, id),
                "Tell their owners: their claims name a limit that there is not."));
      } else if (same.isPresent()
          && same.get().allocatable() < claimed
          && same.get().allocatable() < was.allocatable()) {
        problems.add(
            warning(
                subject,
                FieldPath.of("spec.limits").index(now.indexOf(same.get())),
                claimed
                    + " are claimed of limit "
                    + was.name()
                    + ", and "
                    + same.get().allocatable()
                    + " can be allocated now: shares shrink, of the least critical first, among "
                    + holders(subject, id),
                "Tell their owners, or agree with them who gives up how much."));
      }
    }
    return problems.stream();
  }

  /** Asked by claims: where the change has been made already, there is no limit to ask. */
  private static String holders(Subject subject, LimitId id) {
    return Named.first(subject.ledger().claimants(id));
  }

  private static Problem warning(Subject subject, FieldPath at, String message, String fix) {
    return Problem.deny(BuiltIn.LIMIT_OVERCOMMITTED, subject.of(), at, message, fix)
        .with(Action.Warn);
  }
}
