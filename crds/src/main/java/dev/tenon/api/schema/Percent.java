package dev.tenon.api.schema;

import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A percentage above 0 and below 100, as a decimal string, so that no client rounds it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@Size(max = 8)
@Pattern("^([1-9][0-9]?(\\.[0-9]{1,4})?|0\\.[0-9]{0,3}[1-9]0{0,3})$")
public @interface Percent {}
