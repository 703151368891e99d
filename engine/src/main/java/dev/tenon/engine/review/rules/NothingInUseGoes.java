package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Stage;
import dev.tenon.engine.change.Operation;
import dev.tenon.engine.change.Rule;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Reference;
import dev.tenon.engine.estate.Reference.Use;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Ref;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Team that owns something, and a System or a pattern that is used, is not deleted; what is being
 * deleted itself, or is Retired, uses nothing. An Integration is: its namespace must be able to go.
 * Who depended on it is told.
 */
final class NothingInUseGoes implements Rule {
  private static final Set<Use> HOLDS =
      Set.of(
          Use.Owner,
          Use.Business,
          Use.Deputy,
          Use.SystemOwner,
          Use.Pattern,
          Use.Calls,
          Use.Receives,
          Use.External,
          Use.Claims);

  private static final Set<String> GUARDED = Set.of(Refs.TEAM, Refs.SYSTEM, Refs.PATTERN);

  @Override
  public String name() {
    return BuiltIn.IN_USE;
  }

  @Override
  public Stream<Problem> review(Subject subject) {
    if (subject.change().operation() != Operation.Delete) {
      return Stream.empty();
    }
    Ref self = subject.of();
    if (GUARDED.contains(self.kind())) {
      List<Ref> users =
          subject.estate().usersOf(self).stream()
              .filter(user -> lives(subject.estate(), user) && holds(subject.estate(), user, self))
              .toList();
      return users.isEmpty()
          ? Stream.empty()
          : Stream.of(
              Problem.deny(
                  BuiltIn.IN_USE,
                  self,
                  FieldPath.root(),
                  (self.kind().equals(Refs.TEAM) ? "is named as owner by " : "is used by ")
                      + Named.first(users),
                  "Give them another "
                      + self.kind()
                      + ", or delete them, and delete this one after that."));
    }
    List<Ref> dependants = List.copyOf(subject.estate().dependantsOf(self));
    return dependants.isEmpty()
        ? Stream.empty()
        : Stream.of(
            Problem.deny(
                    BuiltIn.IN_USE,
                    self,
                    FieldPath.root(),
                    "its work is built on by " + Named.first(dependants),
                    "Tell their owners.")
                .with(Action.Warn));
  }

  private static boolean lives(Estate estate, Ref user) {
    return estate
        .find(user)
        .filter(object -> !object.isMarkedForDeletion())
        .filter(
            object ->
                !(object instanceof Integration integration)
                    || integration.spec().stage() != Stage.Retired)
        .isPresent();
  }

  private static boolean holds(Estate estate, Ref user, Ref self) {
    return estate.references(user).stream()
        .filter(reference -> reference.to().equals(self))
        .map(Reference::use)
        .anyMatch(HOLDS::contains);
  }
}
