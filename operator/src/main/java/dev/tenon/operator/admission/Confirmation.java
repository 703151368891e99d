package dev.tenon.operator.admission;

import dev.tenon.plan.Ref;
import java.util.Set;

/**
 * Confirms what the estate says by asking whoever it comes from. An estate that is fed by watches
 * is always a little late: what it lacks may just have been created, and what it holds against a
 * write may just have been mended.
 */
public interface Confirmation {
  /**
   * Has the estate hold these objects as they are now.
   *
   * @return whether any of them was otherwise
   */
  boolean objects(Set<Ref> refs);

  /**
   * Has the estate hold the Waivers of a namespace as they are now.
   *
   * @return whether there is one more, or one is otherwise
   */
  boolean waivers(String namespace);

  /** For an estate that is never late. */
  static Confirmation needless() {
    return new Confirmation() {
      @Override
      public boolean objects(Set<Ref> refs) {
        return false;
      }

      @Override
      public boolean waivers(String namespace) {
        return false;
      }
    };
  }
}
