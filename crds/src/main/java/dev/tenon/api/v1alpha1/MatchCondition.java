package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Expression;
import dev.tenon.api.schema.Label;

/** A condition that must hold for a policy to apply. */
public record MatchCondition(
    @Doc("Name of the condition.") @Label String name,
    @Doc("CEL expression of type bool over the same variables as validations.") @Expression
        String expression)
    implements ApiValue {}
