package dev.tenon.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The fields that tell the items of a list apart ({@code x-kubernetes-list-type: map}): no two
 * items agree in all of them, and server-side apply merges item by item. A list without this and
 * without {@link Unique} is atomic.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Keys {
  /** Names of required fields of the item. */
  String[] value();
}
