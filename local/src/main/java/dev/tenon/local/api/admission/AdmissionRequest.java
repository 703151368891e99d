package dev.tenon.local.api.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * A write that is about to be stored, as {@code AdmissionReview.request} has it. The objects are
 * for reading only.
 *
 * @param group the group of the resource; empty for the core group
 * @param version the version in which the request speaks
 * @param kind its kind
 * @param resource its plural name
 * @param subresource empty for the object itself
 * @param namespace empty for cluster kinds
 * @param name the object's name, generated names included
 * @param operation what is to be done
 * @param user who asks
 * @param object the object to be; empty for a deletion
 * @param oldObject the object that is; empty for a creation
 * @param dryRun whether nothing will be stored
 * @param options the CreateOptions, UpdateOptions or DeleteOptions
 */
public record AdmissionRequest(
    String group,
    String version,
    String kind,
    String resource,
    String subresource,
    String namespace,
    String name,
    Operation operation,
    User user,
    Optional<ObjectNode> object,
    Optional<ObjectNode> oldObject,
    boolean dryRun,
    ObjectNode options) {
  /** What a write does. */
  public enum Operation {
    CREATE,
    UPDATE,
    DELETE
  }
}
