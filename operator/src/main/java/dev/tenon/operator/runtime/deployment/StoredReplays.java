package dev.tenon.operator.runtime.deployment;

import dev.tenon.operator.runtime.Replays;
import dev.tenon.plan.Control;
import dev.tenon.plan.Ref;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Replays in a cluster: dead letters are rows, which the operator gives back by itself; polls are
 * in the pods, which are told by the files that are mounted in them.
 */
record StoredReplays(
    Optional<StateAccess> state,
    Function<Ref, Mine> mine,
    BiConsumer<Ref, Control> orders,
    Function<Ref, Control> control,
    Predicate<Ref> serves)
    implements Replays {
  /** An order that a pod has not answered for so long is given again: the pod may be another. */
  private static final long ANSWERS_WITHIN = TimeUnit.MINUTES.toNanos(1);

  @Override
  public long count(Ref integration, Selection selection) {
    return store().count(integration, selection);
  }

  @Override
  public int replay(Ref integration, Selection selection, int most) {
    return store().replay(integration, selection, most);
  }

  private StateAccess store() {
    return state.orElseThrow(
        () -> new IllegalStateException("the operator has no state store, so nothing is kept"));
  }

  @Override
  public Optional<String> readAgain(Ref integration, String checkpoint) {
    if (!serves.test(integration)) {
      return Optional.of(integration + " does not serve yet; it is tried again");
    }
    Mine known = mine.apply(integration);
    Control now = control.apply(integration);
    String place = Replays.json(checkpoint);
    Optional<Control.ReadAgain> given =
        now.readAgain().filter(order -> order.checkpoint().equals(place));
    Optional<Control.Done> done =
        given.flatMap(order -> known.done.filter(it -> it.id().equals(order.id())));
    if (done.isPresent()) {
      orders.accept(integration, new Control(now.paused(), Optional.empty()));
      return done.get().failure();
    }
    boolean waits =
        given.isPresent()
            && known.orderedAt != 0
            && System.nanoTime() - known.orderedAt < ANSWERS_WITHIN;
    if (!waits) {
      known.orderedAt = System.nanoTime();
      orders.accept(
          integration,
          new Control(
              now.paused(),
              Optional.of(new Control.ReadAgain(UUID.randomUUID().toString(), place))));
    }
    return Optional.of("the pods have been told, and their answer is awaited");
  }
}
