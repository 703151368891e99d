package dev.tenon.api.schema;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A name inside an object (a limit, an objective, a namespace): a DNS-1123 label of at most 63
 * characters.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(min = 1, max = 63)
@Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
public @interface Label {}
