package dev.tenon.operator.admission;

import dev.tenon.engine.change.Right;
import java.util.Set;

/** Asks which rights a user has. */
public interface Rights {
  /**
   * Those of the rights asked for that the user has.
   *
   * @param namespace of the object that is written
   * @param name of that object
   * @throws RightsUnknown where it cannot be found out
   */
  Set<Right> granted(User user, String namespace, String name, Set<Right> asked);

  /** Everybody has all of them: where there is no authorisation at all. */
  static Rights all() {
    return (user, namespace, name, asked) -> asked;
  }

  /** It could not be found out what a user may do. */
  final class RightsUnknown extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With the reason. */
    public RightsUnknown(String why, Throwable cause) {
      super(why, cause);
    }
  }
}
