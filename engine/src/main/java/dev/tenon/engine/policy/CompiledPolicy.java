package dev.tenon.engine.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.api.v1alpha1.ExistingViolations;
import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.IntegrationPolicySpec;
import dev.tenon.api.v1alpha1.PolicyAction;
import dev.tenon.api.v1alpha1.PolicyKind;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.Basis;
import dev.tenon.engine.problem.Origin;
import dev.tenon.engine.problem.Pass;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.Terms;
import dev.tenon.engine.schema.FieldPath;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A policy whose expressions are compiled. Immutable and safe for threads. */
public final class CompiledPolicy {
  private final String name;
  private final IntegrationPolicySpec spec;
  private final Map<PolicyKind, Program> programs;

  CompiledPolicy(IntegrationPolicy policy, Map<PolicyKind, Program> programs) {
    this.name = policy.getMetadata().getName();
    this.spec = policy.spec();
    this.programs = new EnumMap<>(programs);
  }

  IntegrationPolicySpec spec() {
    return spec;
  }

  /** Whether it is about objects of that kind in that namespace. */
  boolean matches(Values values) {
    return programs.containsKey(values.kind()) && Namespaces.match(spec, values.subject());
  }

  /** Whether its answer may be another on another day. */
  boolean dated(PolicyKind kind) {
    return Optional.ofNullable(programs.get(kind)).map(Program::dated).orElse(false);
  }

  /**
   * Everything of it that does not hold.
   *
   * @param before the object of an update as it was
   */
  List<Problem> review(Values values, Supplier<Optional<Values>> before) {
    List<Violation> violations = Evaluation.of(programs.get(values.kind()), spec, values);
    if (violations.isEmpty()) {
      return List.of();
    }
    Optional<Pass> pass =
        values.kind() == PolicyKind.Integration
            ? Waivers.of(
                values.subject().estate(), values.subject().of(), name, values.subject().today())
            : Optional.empty();
    Supplier<List<Violation>> old = memoised(() -> earlier(before));
    return violations.stream()
        .map(violation -> problem(values, violation, pass, before, old))
        .toList();
  }

  private List<Violation> earlier(Supplier<Optional<Values>> before) {
    return before
        .get()
        .filter(this::matches)
        .map(values -> Evaluation.of(programs.get(values.kind()), spec, values))
        .orElse(List.of());
  }

  private Problem problem(
      Values values,
      Violation violation,
      Optional<Pass> pass,
      Supplier<Optional<Values>> before,
      Supplier<List<Violation>> old) {
    Subject subject = values.subject();
    Optional<LocalDate> due =
        spec.effectiveDate()
            .filter(day -> spec.action() == PolicyAction.Deny && day.isAfter(subject.today()));
    Action action =
        switch (spec.action()) {
          case Deny -> due.isPresent() ? Action.Warn : Action.Deny;
          case Warn -> Action.Warn;
          case Audit -> Action.Audit;
        };
    // a Waiver that has ended is no violation that was always there: the exception had its time
    boolean expired = pass.filter(one -> one.state() == Pass.State.Expired).isPresent();
    Basis basis = violation.basis();
    if (action == Action.Deny && existed(values, violation, before, old)) {
      if (expired) {
        basis = Basis.Date;
      } else if (spec.existingViolations() == ExistingViolations.Warn) {
        action = Action.Warn;
      }
    }
    return new Problem(
        name,
        subject.of(),
        FieldPath.of(violation.fieldPath()),
        Optional.empty(),
        Origin.Review,
        violation.message() + due.map(day -> " (refused from " + day + ")").orElse(""),
        violation.fix(),
        action,
        Optional.empty(),
        new Terms(basis, values.kind() == PolicyKind.Integration, due, pass));
  }

  /**
   * Whether the object had the same violation before, and the change has nothing to do with it: the
   * field that the violation is about is what it was. A violation of the object as a whole counts
   * as the same.
   */
  private static boolean existed(
      Values values,
      Violation violation,
      Supplier<Optional<Values>> before,
      Supplier<List<Violation>> old) {
    if (old.get().stream().noneMatch(one -> one.index() == violation.index())) {
      return false;
    }
    String path = violation.fieldPath();
    if (!path.contains(".")) {
      return true;
    }
    JsonNode now = Fields.value(values.object(), path);
    return before.get().map(Values::object).map(was -> Fields.value(was, path)).stream()
        .allMatch(now::equals);
  }

  private static <T> Supplier<T> memoised(Supplier<T> maker) {
    return new Supplier<>() {
      private Optional<T> made = Optional.empty();

      @Override
      public T get() {
        if (made.isEmpty()) {
          made = Optional.of(maker.get());
        }
        return made.get();
      }
    };
  }
}
