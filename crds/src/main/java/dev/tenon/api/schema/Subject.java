package dev.tenon.api.schema;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who or what Kubernetes authenticates, a user or a group: at most 253 characters without white
 * space.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(min = 1, max = 253)
@Pattern("^\\S+$")
public @interface Subject {}
