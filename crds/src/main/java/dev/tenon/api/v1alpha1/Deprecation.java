package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Text;
import java.time.LocalDate;
import java.util.Optional;

/** When and why an integration ends. */
public record Deprecation(
    @Doc("Day (UTC) from which it is not meant to run any more.") LocalDate sunsetDate,
    @Doc("The integration that takes its place.") Optional<NameRef> replacedBy,
    @Doc("Why it ends.") @Text String rationale)
    implements ApiValue {}
