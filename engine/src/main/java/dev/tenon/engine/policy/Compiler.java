package dev.tenon.engine.policy;

import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.IntegrationPolicySpec;
import dev.tenon.api.v1alpha1.MatchCondition;
import dev.tenon.api.v1alpha1.PolicyKind;
import dev.tenon.api.v1alpha1.Validation;
import dev.tenon.engine.cel.CelCompileException;
import dev.tenon.engine.cel.CelEnvironment;
import dev.tenon.engine.cel.CelExpression;
import dev.tenon.engine.cel.CelProblem;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.policy.Program.Condition;
import dev.tenon.engine.policy.Program.Demand;
import dev.tenon.engine.policy.Program.Needs;
import dev.tenon.engine.problem.Basis;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles one policy, for each of its kinds: the types of the variables differ. */
final class Compiler {
  private static final String TYPE_CHECKED =
      "Correct the expression: its variables have the fields of the kinds' schemas.";

  private final Ref policy;
  private final IntegrationPolicySpec spec;
  private final List<Problem> problems = new ArrayList<>();

  private Compiler(IntegrationPolicy policy) {
    this.policy = Refs.of(policy);
    this.spec = policy.spec();
  }

  static Compilation compile(IntegrationPolicy policy) {
    Compiler compiler = new Compiler(policy);
    Map<PolicyKind, Program> programs = new EnumMap<>(PolicyKind.class);
    for (PolicyKind kind : compiler.spec.match().kinds()) {
      programs.put(kind, compiler.program(kind));
    }
    return compiler.problems.isEmpty()
        ? new Compilation(Optional.of(new CompiledPolicy(policy, programs)), List.of())
        : new Compilation(Optional.empty(), compiler.problems);
  }

  private Program program(PolicyKind kind) {
    List<Condition> conditions = new ArrayList<>();
    for (int i = 0; i < spec.matchConditions().size(); i++) {
      int index = i;
      MatchCondition declared = spec.matchConditions().get(i);
      FieldPath at = FieldPath.of("spec.matchConditions").index(i).child("expression");
      truth(kind, at, declared.expression())
          .ifPresent(
              it -> conditions.add(new Condition(index, declared.name(), it.value(), it.needs())));
    }
    boolean dated = conditions.stream().anyMatch(condition -> condition.needs().day());
    boolean budget = conditions.stream().anyMatch(condition -> condition.needs().budget());
    List<Demand> demands = new ArrayList<>();
    for (int i = 0; i < spec.validations().size(); i++) {
      int index = i;
      Validation declared = spec.validations().get(i);
      FieldPath at = FieldPath.of("spec.validations").index(i);
      if (!Fields.exist(DeclaredKinds.of(kind.name()), declared.fieldPath())) {
        add(
            at.child("fieldPath"),
            kind + " has no field " + declared.fieldPath(),
            "Name the field that has to change, as its schema does.");
      }
      Optional<CelExpression> message =
          declared
              .messageExpression()
              .flatMap(source -> text(kind, at.child("messageExpression"), source));
      truth(kind, at.child("expression"), declared.expression())
          .ifPresent(
              it ->
                  demands.add(
                      new Demand(
                          index,
                          declared,
                          it.value(),
                          message,
                          it.needs(),
                          basis(it.needs(), dated, budget))));
    }
    return new Program(conditions, demands);
  }

  private static Basis basis(Needs needs, boolean dated, boolean budget) {
    if (needs.budget() || budget) {
      return Basis.Budget;
    }
    return needs.day() || dated ? Basis.Date : Basis.Declaration;
  }

  private record Compiled(CelExpression value, Needs needs) {}

  private Optional<Compiled> truth(PolicyKind kind, FieldPath at, String source) {
    Variables.Environments environments = Variables.of(kind);
    try {
      return Optional.of(compiled(environments.anybody().compileCondition(source), false));
    } catch (CelCompileException perhapsOfTheUser) {
      return truth(environments.user(), kind, at, source);
    }
  }

  private Optional<Compiled> truth(
      CelEnvironment environment, PolicyKind kind, FieldPath at, String source) {
    try {
      return Optional.of(compiled(environment.compileCondition(source), true));
    } catch (CelCompileException e) {
      add(kind, at, e);
      return Optional.empty();
    }
  }

  private static Compiled compiled(CelExpression expression, boolean user) {
    return new Compiled(expression, new Needs(expression.variables(), user));
  }

  /** A message may name the user: whoever reads the refusal is that user. */
  private Optional<CelExpression> text(PolicyKind kind, FieldPath at, String source) {
    try {
      return Optional.of(Variables.of(kind).user().compileMessage(source));
    } catch (CelCompileException e) {
      add(kind, at, e);
      return Optional.empty();
    }
  }

  private void add(PolicyKind kind, FieldPath at, CelCompileException e) {
    String forKind = spec.match().kinds().size() > 1 ? ", for kind " + kind : "";
    for (CelProblem problem : e.problems()) {
      String place =
          problem.column() == 0
              ? ""
              : "line " + problem.line() + ", column " + problem.column() + forKind + ": ";
      add(at, place + problem.message(), TYPE_CHECKED);
    }
  }

  private void add(FieldPath at, String message, String fix) {
    problems.add(Problem.deny(BuiltIn.POLICY_INVALID, policy, at, message, fix));
  }
}
