package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Name;
import dev.tenon.api.schema.Text;
import java.time.LocalDate;
import java.util.Optional;

/** When and why a pattern ends. */
public record PatternDeprecation(
    @Doc("Day (UTC) from which no integration is meant to use it any more.") LocalDate sunsetDate,
    @Doc("Name of the IntegrationPattern that takes its place.") Optional<@Name String> replacedBy,
    @Doc("Why it ends.") @Text String rationale)
    implements ApiValue {}
