package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Label;
import io.fabric8.generator.annotation.Min;

/** How much of a limit is taken, in the limit's own unit. */
public record Allocation(
    @Doc("Name of the limit.") @Label String limit,
    @Doc("Sum of what integrations claim.") @Min(0) long claimed,
    @Doc("Sum of what they were granted and may use; at most allocatable.") @Min(0) long granted,
    @Doc("What can be granted: the limit less its reserve.") @Min(0) long allocatable)
    implements ApiValue {}
