package dev.tenon.operator.runtime.deployment;

import dev.tenon.operator.runtime.Replays;
import dev.tenon.plan.Ref;
import java.util.Set;

/** The state store of a cluster, as the operator needs it. All of it may wait for the database. */
public interface StateAccess {
  /**
   * By which one integration, and no other, reaches its own rows.
   *
   * @param url {@code jdbc:postgresql://…}
   */
  record Login(String url, String user, String password) {}

  /**
   * Makes the login of an integration, or finds it made.
   *
   * @throws IllegalStateException if the store does not answer; the message says what to do
   */
  Login login(Ref of);

  /**
   * Turns what a deleted integration still had to deliver into dead letters, and ends its login.
   *
   * @throws IllegalStateException if the store does not answer
   */
  void abandon(Ref of);

  /** Abandons all that have rows and are not among these. */
  void retain(Set<Ref> integrations);

  /** How many dead letters meet a selection. */
  long count(Ref of, Replays.Selection selection);

  /** Gives dead letters back, at most so many, and says how many. */
  int replay(Ref of, Replays.Selection selection, int most);
}
