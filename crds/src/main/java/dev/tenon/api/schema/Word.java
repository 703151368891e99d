package dev.tenon.api.schema;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A word of an organisation's own vocabulary, such as {@code Personal}: letters, digits and dashes,
 * at most 63 characters.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(min = 1, max = 63)
@Pattern("^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$")
public @interface Word {}
