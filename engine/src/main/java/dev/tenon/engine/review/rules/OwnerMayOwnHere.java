package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Team;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import java.util.List;
import java.util.stream.Stream;

/** The owner's Team lists the namespace, or names no namespaces at all. */
final class OwnerMayOwnHere implements Rule {
  @Override
  public String name() {
    return BuiltIn.REFERENCE_NOT_AVAILABLE;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.integration().stream()
        .map(integration -> integration.spec().owner().team())
        .flatMap(
            owner ->
                subject.estate().team(owner).stream()
                    .map(Team::spec)
                    .map(spec -> spec.namespaces())
                    .filter(namespaces -> !mayOwn(namespaces, subject.of().namespace()))
                    .map(namespaces -> problem(subject, owner, namespaces)));
  }

  private static boolean mayOwn(List<String> namespaces, String namespace) {
    return namespaces.isEmpty() || namespaces.contains(namespace);
  }

  private static Problem problem(Subject subject, String owner, List<String> namespaces) {
    return Problem.deny(
            BuiltIn.REFERENCE_NOT_AVAILABLE,
            subject.of(),
            FieldPath.of("spec.owner.team"),
            "Team "
                + owner
                + " may not own anything in namespace "
                + subject.of().namespace()
                + ": it lists "
                + (namespaces.size() > 5
                    ? namespaces.size() + " others"
                    : String.join(", ", namespaces)),
            "Name a Team of this namespace, or add the namespace to spec.namespaces of Team "
                + owner
                + ".")
        .about(Refs.team(owner));
  }
}
