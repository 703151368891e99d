package dev.tenon.local.api.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One change of one object.
 *
 * @param type what happened
 * @param revision the resource version of the change
 * @param object the object after it; for a deletion, as it last was, with the revision of the
 *     deletion
 * @param before the object before it; empty for an addition
 */
public record Change(Type type, long revision, ObjectNode object, Optional<ObjectNode> before) {
  /** What happened to the object. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }
}
