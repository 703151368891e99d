package dev.tenon.local.api.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;

/**
 * An object as it is stored. Nobody changes {@link #object}: whoever wants another one copies it.
 *
 * @param revision the resource version of its last change
 * @param object the object, its {@code metadata.resourceVersion} included
 */
public record Stored(long revision, ObjectNode object) {
  /** Its namespace; empty where it has none. */
  public String namespace() {
    return Json.meta(object, "namespace");
  }

  /** Its name. */
  public String name() {
    return Json.meta(object, "name");
  }

  /** Its uid. */
  public String uid() {
    return Json.meta(object, "uid");
  }
}
