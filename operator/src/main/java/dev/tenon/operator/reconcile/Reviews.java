package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Rendering;
import dev.tenon.engine.review.Review;
import dev.tenon.engine.review.Verdict;
import java.time.Instant;

/** What the rules say before a revision starts, and of what runs when others changed. */
final class Reviews {
  private final Estate estate;
  private final Ledger ledger;
  private final Review review;

  Reviews(Estate estate, Ledger ledger, Review review) {
    this.estate = estate;
    this.ledger = ledger;
    this.review = review;
  }

  /**
   * What rules and policies say.
   *
   * @param runs whether some revision serves: what was wrong before does not hinder the next one
   */
  Verdict of(Integration declared, boolean runs, Rendering rendering, Instant now) {
    Change change = runs ? Change.none(declared) : Change.create(declared);
    return review.of(change, rendering, estate, ledger, Occasion.Background, now);
  }
}
