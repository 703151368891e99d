package dev.tenon.engine.review.rules;

import dev.tenon.api.Durations;
import dev.tenon.api.v1alpha1.Approval;
import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.api.v1alpha1.WaiverTerms;
import dev.tenon.engine.change.Actor;
import dev.tenon.engine.change.Right;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Ref;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An exception is approved by the person whose name it says, who may, who does not only act for
 * those that ask for it, and for no longer than the policy allows. An account that applies what
 * others declare may carry it.
 */
final class ApprovalIsAuthentic implements Rule {
  private static final FieldPath BY = FieldPath.of("spec.approval.by");

  @Override
  public String name() {
    return BuiltIn.APPROVAL_INVALID;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    if (!subject.occasion().ofChange() || !subject.change().approves()) {
      return Stream.empty();
    }
    Waiver waiver = subject.change().after(Waiver.class).orElseThrow();
    return Stream.concat(
        policies(subject, waiver).stream().flatMap(policy -> tooLong(subject, waiver, policy)),
        subject.change().by().stream().flatMap(actor -> by(subject, waiver, actor)));
  }

  private static Stream<Problem> by(Subject subject, Waiver waiver, Actor actor) {
    String approver = waiver.spec().approval().map(Approval::by).orElse("");
    if (!approver.equals(actor.username())) {
      return actor.may(Right.Attest)
          ? Stream.empty()
          : Stream.of(
              problem(
                  subject,
                  BY,
                  "user " + actor.username() + " cannot approve in the name of " + approver,
                  "Let "
                      + approver
                      + " approve it, or give the account that applies it the right to "
                      + Right.Attest
                      + "."));
    }
    if (!actor.may(Right.Approve)) {
      return Stream.of(
          problem(
              subject,
              BY,
              "user " + actor.username() + " may not approve Waivers here",
              "Ask someone who has the right to "
                  + Right.Approve
                  + " in namespace "
                  + subject.of().namespace()
                  + "."));
    }
    return Stream.concat(
        policies(subject, waiver).stream().flatMap(policy -> notOneOf(subject, policy, actor)),
        ownCause(subject, waiver, actor).stream());
  }

  private static Stream<Problem> notOneOf(Subject subject, IntegrationPolicy policy, Actor actor) {
    List<String> groups =
        policy.spec().waivers().map(WaiverTerms::approverGroups).orElse(List.of());
    return groups.isEmpty() || !Collections.disjoint(groups, actor.groups())
        ? Stream.empty()
        : Stream.of(
            problem(
                subject,
                BY,
                "exceptions from "
                    + policy.getMetadata().getName()
                    + " are approved by members of "
                    + String.join(", ", groups),
                "Ask one of them."));
  }

  /** Whoever acts for the owner of what the exception is for, and for nobody else. */
  private static Optional<Problem> ownCause(Subject subject, Waiver waiver, Actor actor) {
    Set<String> acts =
        subject.estate().teamsOf(actor.groups()).stream()
            .map(Refs::of)
            .map(Ref::name)
            .collect(Collectors.toCollection(TreeSet::new));
    return waiver.spec().integrations().stream()
        .map(name -> Ref.integration(subject.of().namespace(), name))
        .flatMap(ref -> subject.estate().integration(ref).stream())
        .map(integration -> integration.spec().owner().team())
        .filter(owner -> acts.equals(Set.of(owner)))
        .findFirst()
        .map(
            owner ->
                problem(
                    subject,
                    BY,
                    "user "
                        + actor.username()
                        + " acts for Team "
                        + owner
                        + " alone, which asks for the exception",
                    "Ask someone of another Team."));
  }

  private static Stream<Problem> tooLong(Subject subject, Waiver waiver, IntegrationPolicy policy) {
    long days = ChronoUnit.DAYS.between(subject.today(), waiver.spec().expirationDate());
    Optional<Duration> most = policy.spec().waivers().flatMap(WaiverTerms::maxDuration);
    return most
        .filter(allowed -> days > allowed.toDays())
        .map(
            allowed ->
                problem(
                    subject,
                    FieldPath.of("spec.expirationDate"),
                    "exceptions from "
                        + policy.getMetadata().getName()
                        + " hold for at most "
                        + Durations.format(allowed)
                        + ", and this one for "
                        + days
                        + "d",
                    "Let it end on "
                        + subject.today().plusDays(allowed.toDays())
                        + " at the latest."))
        .stream();
  }

  private static List<IntegrationPolicy> policies(Subject subject, Waiver waiver) {
    return waiver.spec().policies().stream()
        .flatMap(name -> subject.estate().find(Ref.cluster(Refs.POLICY, name)).stream())
        .map(IntegrationPolicy.class::cast)
        .toList();
  }

  private static Problem problem(Subject subject, FieldPath at, String message, String fix) {
    return Problem.deny(BuiltIn.APPROVAL_INVALID, subject.of(), at, message, fix);
  }
}
