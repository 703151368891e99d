package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Id;
import dev.tenon.api.schema.Text;

/** A rule of thumb that a pattern puts into practice. */
public record Principle(
    @Doc("Identifier, unique in this pattern, such as P-1.") @Id String id,
    @Doc("The rule as a sentence.") @Text String text)
    implements ApiValue {}
