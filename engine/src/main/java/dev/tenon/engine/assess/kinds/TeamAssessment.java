package dev.tenon.engine.assess.kinds;

import dev.tenon.api.v1alpha1.Team;
import dev.tenon.api.v1alpha1.TeamStatus;
import dev.tenon.engine.assess.Meaning;
import dev.tenon.engine.assess.Said;
import dev.tenon.engine.assess.Transitions;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Reference.Use;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A Team's status: it is ready when it is read, and it counts what it owns. */
public final class TeamAssessment {
  private static final KindCondition READY =
      KindCondition.of(
          "Ready",
          new Meaning(
              Said.TRUE,
              "Accepted",
              "It can be named as an owner; the message counts its members.",
              ""));

  static final List<KindCondition> CONDITIONS = List.of(READY, Named.RESOLVED_REFS);

  private TeamAssessment() {}

  /** The status. */
  public static TeamStatus of(Team team, Estate estate, Instant now) {
    Ref self = Refs.of(team);
    long owns =
        estate.usersOf(self).stream()
            .filter(
                user ->
                    estate.references(user).stream()
                        .anyMatch(
                            reference ->
                                reference.to().equals(self)
                                    && (reference.use() == Use.Owner
                                        || reference.use() == Use.SystemOwner)))
            .count();
    int members = team.spec().members().size();
    String staffed =
        members >= 2
            ? members + " members"
            : "fewer than two members: what it owns is known to too few people";
    return new TeamStatus(
        Named.generation(team),
        Transitions.carry(
            team.status(),
            List.of(READY.say(team, "Accepted", staffed), Named.resolvedRefs(team, estate)),
            now),
        Optional.of(owns));
  }
}
