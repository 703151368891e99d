package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Name;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.LocalDate;
import java.util.Optional;

/** Who answers for an integration. */
@ValidationRule(
    value = "!has(self.deputy) || self.deputy != self.team",
    message = "owner.deputy must be another Team than owner.team",
    fieldPath = ".deputy")
public record Owner(
    @Doc(
            "Name of the Team that owns the integration technically: changes it, and is called when it fails. The Team must list this namespace.")
        @Name
        String team,
    @Doc(
            "Name of the Team whose work depends on the result and who can say whether it is worth keeping.")
        Optional<@Name String> business,
    @Doc("Name of the Team that has agreed to take over; another one than team.")
        Optional<@Name String> deputy,
    @Doc(
            "Last day (UTC) on which the owner said that the integration is still theirs. At most today, and it never goes back; policy bounds its age.")
        Optional<LocalDate> confirmedDate)
    implements ApiValue {}
