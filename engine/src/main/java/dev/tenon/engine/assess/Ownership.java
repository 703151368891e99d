package dev.tenon.engine.assess;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Team;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Who owns an integration, and whether they still say so.
 *
 * @param team the owner, if there is a Team of that name
 * @param confirmed the last day on which they said so; the day of creation where they never did
 * @param maxAgeDays how many days a confirmation is good for
 */
public record Ownership(Optional<Team> team, LocalDate confirmed, int maxAgeDays) {
  /** How long a confirmation is good for where no policy says otherwise. */
  public static final int DEFAULT_MAX_AGE_DAYS = 180;

  /** How long before its end one is reminded. */
  public static final int REMINDER_DAYS = 30;

  /** The ownership of an integration, with its owner as the estate has it. */
  public static Ownership of(Integration integration, Optional<Team> team, Instant now) {
    LocalDate created =
        Optional.ofNullable(integration.getMetadata().getCreationTimestamp())
            .map(Instant::parse)
            .orElse(now)
            .atOffset(ZoneOffset.UTC)
            .toLocalDate();
    return new Ownership(
        team, integration.spec().owner().confirmedDate().orElse(created), DEFAULT_MAX_AGE_DAYS);
  }

  /** The last day on which the confirmation is good. */
  public LocalDate goodUntil() {
    return confirmed.plusDays(maxAgeDays);
  }

  /** People in the team. */
  public int members() {
    return team.map(one -> one.spec().members().size()).orElse(0);
  }
}
