package dev.tenon.operator.reconcile;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.render.Rendering;
import dev.tenon.engine.review.Change;
import dev.tenon.engine.review.Occasion;
import dev.tenon.engine.review.Review;
import dev.tenon.engine.review.Subject;
import dev.tenon.engine.review.Verdict;
import dev.tenon.engine.review.rules.BuiltInRules;
import java.time.Instant;
import java.util.Optional;

/** What the rules say before a revision starts, and of what runs when others changed. */
final class Reviews {
  private final Estate estate;
  private final Ledger ledger;
  private final Review builtIn;

  Reviews(Estate estate, Ledger ledger, Renderer renderer) {
    this.estate = estate;
    this.ledger = ledger;
    this.builtIn = new Review(BuiltInRules.all(renderer));
  }

  Verdict builtIn(Integration declared, Rendering rendering, Instant now) {
    return builtIn.of(
        new Subject(
            Change.none(declared),
            estate,
            ledger,
            Optional.of(rendering),
            Occasion.Background,
            now));
  }
}
