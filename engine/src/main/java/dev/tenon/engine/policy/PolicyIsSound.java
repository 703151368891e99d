package dev.tenon.engine.policy;

import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import java.util.Optional;
import java.util.stream.Stream;

/** A policy's expressions compile, and its name is free. */
public final class PolicyIsSound implements Rule {
  private final Policies policies;

  /** The rule. */
  public PolicyIsSound(Policies policies) {
    this.policies = policies;
  }

  @Override
  public String name() {
    return BuiltIn.POLICY_INVALID;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.change().after(IntegrationPolicy.class).stream()
        .flatMap(policy -> policies.problems(policy).stream());
  }

  static Optional<Problem> reserved(IntegrationPolicy policy) {
    return Optional.of(policy.getMetadata().getName())
        .filter(BuiltIn.names()::contains)
        .map(
            name ->
                Problem.deny(
                    BuiltIn.POLICY_NAME_RESERVED,
                    Refs.of(policy),
                    FieldPath.of("metadata.name"),
                    "a rule that is built in is called " + name,
                    "Name the policy after what it demands, such as production-has-deputy."));
  }
}
