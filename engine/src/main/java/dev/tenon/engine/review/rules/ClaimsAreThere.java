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
import dev.tenon.plan.Call;
import dev.tenon.plan.Consumer;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Plan;
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
                subject.estate().calledBy(subject.of()).stream()
                    .flatMap(system -> of(subject, integration, system.name())));
  }

  private static Stream<Problem> of(Subject subject, Integration integration, String system) {
    return subject.estate().system(system).stream()
        .flatMap(it -> it.spec().limits().stream())
        .filter(limit -> limit.concurrency().isEmpty())
        .filter(
            limit ->
                integration.spec().claims().stream()
                    .noneMatch(claim -> claim.isOf(system, limit.name())))
        .map(limit -> problem(subject, system, limit));
  }

  private static Problem problem(Subject subject, String system, Limit limit) {
    String per = limit.per().map(Durations::format).orElse("");
    String unit = limit.points().isPresent() ? "points" : "calls";
    Optional<Schedule> schedule =
        subject
            .rendering()
            .flatMap(Rendering::result)
            .flatMap(plan -> limit.per().flatMap(window -> schedule(plan, system, window)));
    String amount =
        schedule
            .map(it -> Long.toString(sensible(it, limit, left(subject, system, limit))))
            .orElse("<" + unit + " in " + per + ">");
    String why =
        schedule
            .map(it -> it.idle() + (it.idle() == 1 ? " call in " : " calls in ") + per)
            .map(it -> ". The schedule alone makes " + it)
            .map(it -> it + "; the rest is for retries and further pages.")
            .orElse(".");
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
                + "}"
                + why)
        .about(Refs.system(system));
  }

  /**
   * Calls of a System within a limit's period, where schedules alone make them.
   *
   * @param idle when there is nothing to read: one call for each start
   * @param busy with retries of one call and, of a poll that pages, as many further pages as calls
   *     and one pass of ten
   */
  private record Schedule(long idle, long busy) {}

  private static Optional<Schedule> schedule(Plan plan, String system, Duration window) {
    long idle = 0;
    long busy = plan.resilience().retry().maxAttempts() - 1L;
    for (Call call : plan.calls().values()) {
      Optional<Duration> period = Optional.empty();
      boolean pages = false;
      if (call instanceof Call.Poll poll && poll.system().equals(system)) {
        period = poll.every();
        pages = poll.next().isPresent();
      } else if (call instanceof Call.Send send && send.system().equals(system)) {
        period = timer(plan, send.route());
      } else {
        continue;
      }
      if (period.isEmpty()) {
        return Optional.empty();
      }
      long starts = -Math.floorDiv(-window.toMillis(), Math.max(1, period.get().toMillis()));
      idle += starts;
      busy += pages ? 2 * starts + 8 : starts;
    }
    return idle == 0 ? Optional.empty() : Optional.of(new Schedule(idle, busy));
  }

  private static Optional<Duration> timer(Plan plan, String route) {
    return plan.facts().entries().stream()
        .filter(entry -> entry.route().equals(route) && entry.kind() == Consumer.Kind.Timer)
        .flatMap(entry -> entry.period().stream())
        .findFirst();
  }

  private static long left(Subject subject, String system, Limit limit) {
    LimitId id = new LimitId(system, limit.name());
    return limit.allocatable() - subject.ledger().claimed(id);
  }

  /**
   * For a busy schedule, and yet no more than half of what is left, unless an idle one needs it.
   */
  private static long sensible(Schedule schedule, Limit limit, long left) {
    long cost = limit.costPerCall().orElse(1L);
    return Math.min(schedule.busy() * cost, Math.max(schedule.idle() * cost, left / 2));
  }
}
