package dev.tenon.engine.change;

import dev.tenon.engine.problem.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that must hold. A rule that needs what is not there says nothing: that it is not there
 * is another rule's matter.
 */
public interface Rule {
  /** Its name: the id in refusals and, for those that can be waived, in Waivers. */
  String name();

  /** Everything about the subject that does not hold. */
  Stream<Problem> review(Subject subject);

  /** The instant from which it may say something else of the same declarations, if there is one. */
  default Optional<Instant> until(Subject subject) {
    return Optional.empty();
  }
}
