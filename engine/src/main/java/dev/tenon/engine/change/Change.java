package dev.tenon.engine.change;

import dev.tenon.api.WellKnown;
import dev.tenon.api.v1alpha1.Approval;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Ref;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is about to happen to one object, or has happened.
 *
 * @param before the object as it was; empty for Create
 * @param after the object as it will be; empty for Delete
 * @param by who makes the change; empty where nobody does, as when the operator looks again
 */
public record Change(
    Operation operation,
    Optional<TenonResource<?, ?>> before,
    Optional<TenonResource<?, ?>> after,
    Optional<Actor> by) {

  /** Checks that the operation has its objects. */
  public Change {
    boolean complete =
        switch (operation) {
          case Create -> before.isEmpty() && after.isPresent();
          case Update -> before.isPresent() && after.isPresent();
          case Delete -> before.isPresent() && after.isEmpty();
        };
    if (!complete) {
      throw new IllegalArgumentException("the objects of a change do not fit " + operation);
    }
  }

  /** A new object. */
  public static Change create(TenonResource<?, ?> after) {
    return new Change(Operation.Create, Optional.empty(), Optional.of(after), Optional.empty());
  }

  /** Another declaration of the same object. */
  public static Change update(TenonResource<?, ?> before, TenonResource<?, ?> after) {
    return new Change(Operation.Update, Optional.of(before), Optional.of(after), Optional.empty());
  }

  /** The object goes. */
  public static Change delete(TenonResource<?, ?> before) {
    return new Change(Operation.Delete, Optional.of(before), Optional.empty(), Optional.empty());
  }

  /** No change at all: the object is looked at as it is. */
  public static Change none(TenonResource<?, ?> object) {
    return update(object, object);
  }

  /** The same, made by someone. */
  public Change by(Actor actor) {
    return new Change(operation, before, after, Optional.of(actor));
  }

  /** The object that changes. */
  public Ref of() {
    return Refs.of(after.or(() -> before).orElseThrow());
  }

  /** The object as it was, if it is of that kind. */
  public <T> Optional<T> before(Class<T> kind) {
    return before.filter(kind::isInstance).map(kind::cast);
  }

  /** The object as it will be, if it is of that kind. */
  public <T> Optional<T> after(Class<T> kind) {
    return after.filter(kind::isInstance).map(kind::cast);
  }

  /** Whether nothing changes that a person declares: such an update is never refused. */
  public boolean keepsSpec() {
    return operation == Operation.Update
        && before.orElseThrow().spec().equals(after.orElseThrow().spec());
  }

  /** Whether an Integration's confirmation is set, or is another than before. */
  public boolean confirms() {
    Optional<LocalDate> now = confirmed(after(Integration.class));
    return now.isPresent() && !now.equals(confirmed(before(Integration.class)));
  }

  private static Optional<LocalDate> confirmed(Optional<Integration> integration) {
    return integration.flatMap(it -> it.spec().owner().confirmedDate());
  }

  /** Whether a Waiver's approval is given, or is another than before. */
  public boolean approves() {
    Optional<Approval> now = approval(after(Waiver.class));
    return now.isPresent() && !now.equals(approval(before(Waiver.class)));
  }

  private static Optional<Approval> approval(Optional<Waiver> waiver) {
    return waiver.flatMap(it -> it.spec().approval());
  }

  /** The incident for which glass is broken, if it is. */
  public Optional<String> incident() {
    return incident(after);
  }

  /** Whether glass is broken that was not broken before, or for another incident. */
  public boolean breaksGlass() {
    return incident().isPresent() && !incident().equals(incident(before));
  }

  private static Optional<String> incident(Optional<TenonResource<?, ?>> object) {
    return object
        .flatMap(it -> Optional.ofNullable(it.getMetadata().getAnnotations()))
        .map((Map<String, String> annotations) -> annotations.get(WellKnown.BREAK_GLASS))
        .filter(incident -> !incident.isBlank());
  }

  /**
   * The rights of whoever makes the change on which the verdict may depend: what to ask the API
   * server about. Empty for most changes.
   */
  public Set<Right> rights() {
    Set<Right> rights = EnumSet.noneOf(Right.class);
    if (confirms()) {
      rights.add(Right.Attest);
    }
    if (approves()) {
      rights.add(Right.Approve);
      rights.add(Right.Attest);
    }
    if (incident().isPresent()) {
      rights.add(Right.BreakGlass);
    }
    return rights;
  }
}
