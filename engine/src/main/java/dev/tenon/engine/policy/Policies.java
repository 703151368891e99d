package dev.tenon.engine.policy;

import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.IntegrationPolicySpec;
import dev.tenon.api.v1alpha1.PolicyAction;
import dev.tenon.api.v1alpha1.PolicyKind;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The policies of an estate, compiled once for as long as they are declared so. Safe for threads.
 */
public final class Policies {
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final Documents documents = new Documents();

  private record Known(IntegrationPolicySpec spec, Compilation compilation) {}

  /**
   * What policies say of a change.
   *
   * @param until the next day on which the same change may be judged otherwise
   */
  public record Opinion(List<Problem> problems, Optional<Instant> until) {
    /** Nothing is said, ever. */
    public static final Opinion NONE = new Opinion(List.of(), Optional.empty());
  }

  /** A policy with its expressions compiled, or what keeps them from it. */
  public Compilation compiled(IntegrationPolicy policy) {
    String name = policy.getMetadata().getName();
    Known one = known.get(name);
    if (one == null || one.spec() != policy.spec()) {
      Compilation compilation =
          one != null && one.spec().equals(policy.spec())
              ? one.compilation()
              : Compiler.compile(policy);
      one = new Known(policy.spec(), compilation);
      known.put(name, one);
    }
    return one.compilation();
  }

  /** What is wrong with a policy itself: its expressions, or its name. */
  public List<Problem> problems(IntegrationPolicy policy) {
    return Stream.concat(
            compiled(policy).problems().stream(), PolicyIsSound.reserved(policy).stream())
        .sorted()
        .toList();
  }

  /**
   * What the policies of the subject's estate say of it. What does not compile says nothing: it is
   * refused when it is applied, and its own status tells.
   */
  public Opinion of(Subject subject) {
    Optional<TenonResource<?, ?>> object = subject.change().after();
    Optional<PolicyKind> kind = object.flatMap(Policies::kind);
    if (kind.isEmpty()) {
      return Opinion.NONE;
    }
    Values values = new Values(subject, object.get(), kind.get(), documents);
    Supplier<Optional<Values>> before = new Before(subject, kind.get());
    List<Problem> problems = new ArrayList<>();
    Optional<LocalDate> until = Optional.empty();
    for (CompiledPolicy policy : all(subject.estate())) {
      if (policy.matches(values)) {
        problems.addAll(policy.review(values, before));
        until = earlier(until, next(policy, kind.get(), subject.today()));
      }
    }
    if (kind.get() == PolicyKind.Integration) {
      until = earlier(until, Waivers.end(subject.estate(), subject.of(), subject.today()));
    }
    return new Opinion(
        List.copyOf(problems), until.map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()));
  }

  private List<CompiledPolicy> all(Estate estate) {
    return estate.policies().stream()
        .filter(policy -> !BuiltIn.names().contains(policy.getMetadata().getName()))
        .flatMap(policy -> compiled(policy).policy().stream())
        .toList();
  }

  private static Optional<LocalDate> next(CompiledPolicy policy, PolicyKind kind, LocalDate today) {
    Optional<LocalDate> effective =
        policy
            .spec()
            .effectiveDate()
            .filter(day -> policy.spec().action() == PolicyAction.Deny && day.isAfter(today));
    return policy.dated(kind) ? Optional.of(today.plusDays(1)) : effective;
  }

  private static Optional<LocalDate> earlier(Optional<LocalDate> one, Optional<LocalDate> other) {
    return Stream.concat(one.stream(), other.stream()).min(LocalDate::compareTo);
  }

  private static Optional<PolicyKind> kind(TenonResource<?, ?> object) {
    return Stream.of(PolicyKind.values())
        .filter(kind -> kind.name().equals(object.getKind()))
        .findFirst();
  }

  /** The values of the object as it was, made for the first policy that is violated. */
  private final class Before implements Supplier<Optional<Values>> {
    private final Subject subject;
    private final PolicyKind kind;
    private Optional<Values> made = Optional.empty();

    Before(Subject subject, PolicyKind kind) {
      this.subject = subject;
      this.kind = kind;
    }

    @Override
    public Optional<Values> get() {
      if (made.isEmpty()) {
        made =
            subject
                .before()
                .map(old -> new Values(old, old.change().after().orElseThrow(), kind, documents));
      }
      return made;
    }
  }
}
