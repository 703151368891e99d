package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Availability;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Reference;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Systems are used by teams, and given data, that they are available to. */
final class SystemsAreAvailable implements Rule {
  @Override
  public String name() {
    return BuiltIn.REFERENCE_NOT_AVAILABLE;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    return subject.integration().stream()
        .flatMap(
            integration ->
                subject.estate().references(subject.of()).stream()
                    .filter(it -> it.use().connects())
                    .flatMap(it -> problems(subject, integration, it).stream()));
  }

  private static List<Problem> problems(
      Subject subject, Integration integration, Reference reference) {
    String name = reference.to().name();
    Optional<Availability> available =
        subject.estate().system(name).map(SystemResource::spec).flatMap(it -> it.availableTo());
    List<Problem> problems = new ArrayList<>();
    if (available.isEmpty()) {
      return problems;
    }
    String owner = integration.spec().owner().team();
    List<String> teams = available.get().teams();
    if (!teams.isEmpty() && !teams.contains(owner)) {
      problems.add(
          Problem.deny(
                  BuiltIn.REFERENCE_NOT_AVAILABLE,
                  subject.of(),
                  reference.at(),
                  "System " + name + " is not available to Team " + owner,
                  "Ask its owner to add the Team to spec.availableTo.teams, or use another System.")
              .about(reference.to()));
    }
    List<String> classes = available.get().dataClasses();
    TreeSet<String> uncleared = new TreeSet<>(integration.spec().dataClasses());
    classes.forEach(uncleared::remove);
    if (!classes.isEmpty() && !uncleared.isEmpty()) {
      problems.add(
          Problem.deny(
                  BuiltIn.REFERENCE_NOT_AVAILABLE,
                  subject.of(),
                  reference.at(),
                  "System "
                      + name
                      + " is not cleared for data of class "
                      + String.join(", ", uncleared),
                  "Keep such data from it, or ask its owner to add the class to spec.availableTo.dataClasses.")
              .about(reference.to()));
    }
    return problems;
  }
}
