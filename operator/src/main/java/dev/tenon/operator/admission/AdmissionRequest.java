package dev.tenon.operator.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.WellKnown;
import java.util.Optional;

/**
 * A write that is about to be stored: the {@code request} of an AdmissionReview. What is optional
 * there may be empty here.
 *
 * @param uid by which the answer is matched with it
 * @param resource the plural of the kind
 * @param subresource empty for the object itself
 * @param namespace empty for kinds that have none
 * @param name empty where the API server makes it, and where a whole collection is deleted
 * @param object the object as it will be; empty for a deletion
 * @param oldObject the object as it is; empty for a creation
 * @param dryRun whether nothing will be stored; the answer is the same
 */
public record AdmissionRequest(
    String uid,
    String group,
    String version,
    String resource,
    String subresource,
    String namespace,
    String name,
    Verb operation,
    User user,
    Optional<ObjectNode> object,
    Optional<ObjectNode> oldObject,
    boolean dryRun) {
  /** What is done to the object. */
  public enum Verb {
    CREATE,
    UPDATE,
    DELETE,
    CONNECT
  }

  /** Whether it is about an object of this API itself, and no subresource. */
  boolean ours() {
    return group.equals(WellKnown.GROUP) && subresource.isEmpty();
  }
}
