package dev.tenon.api.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a field or a kind is for, with units, ranges and what absence means. It becomes the {@code
 * description} in the CRD, hence what {@code kubectl explain} and the reference pages print.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Doc {
  /** One or more plain sentences. */
  String value();
}
