package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Stage;
import dev.tenon.engine.change.Operation;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An integration goes through its life in order: what others depend on ends by being deprecated
 * first. A new object may state any stage but the last, so that what runs can be restored. That
 * Retired is final its schema says.
 */
final class StageMoves implements Rule {
  private static final Map<Stage, List<Stage>> MOVES =
      Map.of(
          Stage.Draft, List.of(Stage.Pilot, Stage.Production, Stage.Retired),
          Stage.Pilot, List.of(Stage.Draft, Stage.Production, Stage.Retired),
          Stage.Production, List.of(Stage.Deprecated),
          Stage.Deprecated, List.of(Stage.Production, Stage.Retired));

  @Override
  public String name() {
    return BuiltIn.STAGE_TRANSITION;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    if (!subject.occasion().ofChange()) {
      return Stream.empty();
    }
    Stage now = subject.integration().map(it -> it.spec().stage()).orElse(Stage.Draft);
    if (subject.change().operation() == Operation.Create) {
      return now == Stage.Retired
          ? Stream.of(
              problem(
                  subject,
                  "a new integration cannot be Retired",
                  "State another stage, or leave the integration out."))
          : Stream.empty();
    }
    Optional<Stage> before =
        subject.change().before(Integration.class).map(it -> it.spec().stage());
    return before
        .filter(was -> was != now && MOVES.containsKey(was) && !MOVES.get(was).contains(now))
        .filter(was -> subject.integration().isPresent())
        .map(
            was ->
                problem(
                    subject,
                    "an integration cannot go from " + was + " to " + now,
                    "From "
                        + was
                        + " it can go to "
                        + MOVES.get(was).stream().map(Stage::name).collect(Collectors.joining(", "))
                        + "."))
        .stream();
  }

  private static Problem problem(Subject subject, String message, String fix) {
    return Problem.deny(
        BuiltIn.STAGE_TRANSITION, subject.of(), FieldPath.of("spec.stage"), message, fix);
  }
}
