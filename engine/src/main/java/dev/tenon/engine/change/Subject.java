package dev.tenon.engine.change;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationStatus;
import dev.tenon.api.v1alpha1.SloStatus;
import dev.tenon.engine.estate.Estate;
import dev.tenon.engine.estate.Overlay;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.render.Rendering;
import dev.tenon.plan.Ref;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What rules look at: a change, in the estate as it will be with the change made. What is costly is
 * made when a rule asks for it, once. It is for one review and one thread.
 */
public final class Subject {
  private final Change change;
  private final Estate base;
  private final Estate estate;
  private final Ledger ledger;
  private final Renderer renderer;
  private final Occasion occasion;
  private final Instant now;
  private Optional<Rendering> rendering = Optional.empty();
  private Optional<Subject> before = Optional.empty();

  private Subject(
      Change change,
      Estate base,
      Ledger ledger,
      Renderer renderer,
      Occasion occasion,
      Instant now) {
    this.change = change;
    this.base = base;
    this.estate =
        change
            .after()
            .map(object -> (Estate) Overlay.with(base, object))
            .orElseGet(() -> Overlay.without(base, change.of()));
    this.ledger = ledger;
    this.renderer = renderer;
    this.occasion = occasion;
    this.now = now;
  }

  /**
   * A change to review.
   *
   * @param estate everything that is declared; whether this change is in it already does not matter
   * @param ledger who holds how much of each limit
   * @param now the instant of the review
   */
  public static Subject of(
      Change change,
      Estate estate,
      Ledger ledger,
      Renderer renderer,
      Occasion occasion,
      Instant now) {
    return new Subject(change, estate, ledger, renderer, occasion, now);
  }

  /** The same, with the rendering of the object as it will be, where it is known already. */
  public Subject rendered(Rendering known) {
    Subject same = new Subject(change, base, ledger, renderer, occasion, now);
    same.rendering = Optional.of(known);
    return same;
  }

  /** The change. */
  public Change change() {
    return change;
  }

  /** Everything that is declared, this change made. */
  public Estate estate() {
    return estate;
  }

  /** Who holds how much of each limit, without this change. */
  public Ledger ledger() {
    return ledger;
  }

  /** What makes plans. */
  public Renderer renderer() {
    return renderer;
  }

  /** What became of the declaration; for an Integration that is not deleted. */
  public Optional<Rendering> rendering() {
    if (rendering.isEmpty()) {
      rendering = integration().map(integration -> renderer.render(integration, estate));
    }
    return rendering;
  }

  /** Why it is reviewed. */
  public Occasion occasion() {
    return occasion;
  }

  /** The instant of the review. */
  public Instant now() {
    return now;
  }

  /** The day of the review, in UTC. */
  public LocalDate today() {
    return now.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** The object under review. */
  public Ref of() {
    return change.of();
  }

  /** The Integration as it will be, if it is one. */
  public Optional<Integration> integration() {
    return change.after(Integration.class);
  }

  /**
   * The objectives of an Integration as they were last measured, by the status that the estate has
   * of it; empty where nobody has measured them.
   */
  public List<SloStatus> measured() {
    return base.integration(of())
        .flatMap(Integration::status)
        .map(IntegrationStatus::slos)
        .orElse(List.of());
  }

  /**
   * The object of an update as it was, in the estate as it is now: what rules say of it was wrong
   * before.
   */
  public Optional<Subject> before() {
    if (before.isEmpty() && change.operation() == Operation.Update) {
      before =
          change
              .before()
              .map(old -> new Subject(Change.none(old), base, ledger, renderer, occasion, now));
    }
    return before;
  }
}
