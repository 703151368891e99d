package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Name;

/**
 * A reference to an object in the same namespace; an object so that a namespace can be added to it
 * one day.
 */
public record NameRef(@Doc("Name of the object, in the same namespace.") @Name String name)
    implements ApiValue {}
