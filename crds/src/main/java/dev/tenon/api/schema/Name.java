package dev.tenon.api.schema;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The name of an object of Tenon: a DNS-1035 label of at most 52 characters, so that names derived
 * from it still fit into 63.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(min = 1, max = 52)
@Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
public @interface Name {}
