package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.change.Actor;
import dev.tenon.engine.change.Right;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That an integration is still theirs its owners say themselves, of a day that has come, and never
 * unsay it. An account that applies what others declare may carry it.
 */
final class ConfirmationIsAuthentic implements Rule {
  @Override
  public String name() {
    return BuiltIn.CONFIRMATION_INVALID;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    if (!subject.occasion().ofChange() || subject.integration().isEmpty()) {
      return Stream.empty();
    }
    List<Problem> problems = new ArrayList<>();
    Optional<LocalDate> now = confirmed(subject.integration());
    Optional<LocalDate> before = confirmed(subject.change().before(Integration.class));
    if (before.isPresent() && now.map(day -> day.isBefore(before.get())).orElse(true)) {
      problems.add(
          problem(
              subject,
              "a confirmation never goes back, and this one was of " + before.get(),
              "Keep it, or set it to today when the owner has said so again."));
    }
    if (subject.change().confirms()) {
      if (now.filter(day -> day.isAfter(subject.today())).isPresent()) {
        problems.add(
            problem(
                subject,
                "nobody can have confirmed on " + now.get() + ", which is yet to come",
                "Set it to the day on which the owner said so, at most " + subject.today() + "."));
      }
      subject
          .change()
          .by()
          .filter(actor -> !Owners.actsForOwner(subject, actor) && !actor.may(Right.Attest))
          .ifPresent(actor -> problems.add(stranger(subject, actor)));
    }
    return problems.stream();
  }

  private static Optional<LocalDate> confirmed(Optional<Integration> integration) {
    return integration.flatMap(it -> it.spec().owner().confirmedDate());
  }

  private static Problem stranger(Subject subject, Actor actor) {
    String owner = subject.integration().orElseThrow().spec().owner().team();
    return problem(
        subject,
        "user " + actor.username() + " is in no group that acts for Team " + owner,
        "Let someone of the Team confirm it, or give the account that applies it the right to "
            + Right.Attest
            + ".");
  }

  private static Problem problem(Subject subject, String message, String fix) {
    return Problem.deny(
        BuiltIn.CONFIRMATION_INVALID,
        subject.of(),
        FieldPath.of("spec.owner.confirmedDate"),
        message,
        fix);
  }
}
