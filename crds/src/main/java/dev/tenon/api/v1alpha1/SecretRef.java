package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Subdomain;

/** A Secret in the integration's own namespace. */
public record SecretRef(
    @Doc(
            "Name of a Secret in the namespace of the integration that makes the call; it carries the label tenon.dev/use: \"true\".")
        @Subdomain
        String name)
    implements ApiValue {}
