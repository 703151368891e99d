package dev.tenon.engine.review;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Ref;
import java.util.Optional;

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
}
