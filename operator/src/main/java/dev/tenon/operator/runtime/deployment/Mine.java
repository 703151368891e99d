package dev.tenon.operator.runtime.deployment;

import dev.tenon.engine.assess.Observation.Cause;
import dev.tenon.plan.Control;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.SecretKey;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What this process knows of one integration besides what the cluster holds. All of it is found
 * again, or not needed, after a restart.
 */
final class Mine {
  /** The plan that was asked for last. */
  volatile Optional<Plan> wanted = Optional.empty();

  /** The grant that was written last. */
  volatile Optional<Grant> grant = Optional.empty();

  /** The orders as they were written last. */
  volatile Optional<Control> control = Optional.empty();

  /** Why the plan that was asked for could not be handed to the cluster. */
  volatile Optional<Cause> refused = Optional.empty();

  /** What its pods said last. */
  volatile Reported reported = Reported.NOTHING;

  /** What its pods wait for. */
  volatile SortedSet<SecretKey> missing = new TreeSet<>();

  /** The login that its Secret holds, as far as this process wrote it. */
  volatile Optional<StateAccess.Login> login = Optional.empty();

  /** What became of the last order to read again. */
  volatile Optional<Control.Done> done = Optional.empty();

  /** When that order was given, in nanoseconds of this process. */
  volatile long orderedAt;

  /** When it is looked at next, in nanoseconds of this process. */
  volatile long dueAt = System.nanoTime();
}
