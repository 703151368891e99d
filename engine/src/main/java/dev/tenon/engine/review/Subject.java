package dev.tenon.engine.review;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Rendering;
import dev.tenon.plan.Ref;
import java.time.Instant;
import java.util.Optional;

/**
 * What rules look at.
 *
 * @param estate everything that is declared, this change made; {@code Overlay} makes it so
 * @param ledger who holds how much of each limit, without this change
 * @param rendering what became of the declaration; for an Integration that is not deleted
 * @param now the instant of the review
 */
public record Subject(
    Change change,
    Estate estate,
    Ledger ledger,
    Optional<Rendering> rendering,
    Occasion occasion,
    Instant now) {

  /** The object under review. */
  public Ref of() {
    return change.of();
  }

  /** The Integration as it will be, if it is one. */
  public Optional<Integration> integration() {
    return change.after(Integration.class);
  }
}
