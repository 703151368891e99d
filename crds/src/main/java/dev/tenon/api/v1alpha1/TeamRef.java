package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Name;

/** The team that owns something which is not an integration. */
public record TeamRef(@Doc("Name of the Team that answers for it.") @Name String team)
    implements ApiValue {}
