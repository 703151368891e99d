package dev.tenon.operator.runtime;

import dev.tenon.engine.assess.Observation;
import dev.tenon.engine.estate.Estate;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where plans run. It keeps the last good plan of each integration by itself, so that a restart of
 * the operator, or a status that was lost, changes nothing that runs. Calls for one integration
 * come one at a time, those for different ones at the same time.
 */
public interface Runtime {
  /** What is declared, for a runtime that names owners on what it makes; called first of all. */
  default void reads(Estate declared) {}

  /** Its name in status: the {@code type} of {@code spec.runtime}, or Local. */
  String name();

  /**
   * Has a plan run, in place of the revision that does. Returns soon; what came of it is observed.
   * Asked for what runs already, it does nothing.
   */
  void apply(Plan plan, Grant grant);

  /** Changes what a running integration may use; nothing happens where none runs. */
  void grant(Grant grant);

  /** Stops intake, or starts it again; what is stored goes on being delivered. */
  void pause(Ref integration, boolean paused);

  /**
   * Ends an integration that should not run now. What it has stored stays, and is delivered when it
   * runs again. Returns soon.
   */
  void remove(Ref integration);

  /**
   * Ends an integration that was deleted. What it still had to deliver becomes dead letters, which
   * stay until their retention is over. May fail, and is then called again.
   */
  void delete(Ref integration);

  /** What is so now. */
  Observation observe(Ref integration);

  /**
   * Deletes everything that runs here and is not among these: what was deleted while nobody looked.
   */
  void retain(Set<Ref> integrations);

  /** Tells of changes from now on, on a thread that must not be kept waiting. */
  void onChange(Consumer<Ref> listener);

  /** What a Replay asks for. */
  Replays replays();
}
