package dev.tenon.engine.review.rules;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.change.Actor;
import dev.tenon.engine.change.Subject;
import java.util.Collections;
import java.util.Optional;

/** For which Teams somebody acts. */
public final class Owners {
  private Owners() {}

  /** Whether a user is in one of the groups that act for the owner of the Integration. */
  public static boolean actsForOwner(Subject subject, Actor actor) {
    Optional<Integration> integration = subject.integration();
    return integration
        .flatMap(one -> subject.estate().team(one.spec().owner().team()))
        .filter(team -> !Collections.disjoint(team.spec().groups(), actor.groups()))
        .isPresent();
  }
}
