package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Name;
import dev.tenon.api.schema.Text;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Instant;
import java.util.Optional;

/** Whose intake stops, why, and until when. */
@ValidationRule(
    value = "has(self.integration) != has(self.system)",
    message = "exactly one of integration and system is required")
public record PauseSpec(
    @Doc("Name of an Integration of this namespace.") Optional<@Name String> integration,
    @Doc("Name of a System: all integrations of this namespace that use it are paused.")
        Optional<@Name String> system,
    @Doc("Why; an incident's number is enough.") @Text String rationale,
    @Doc("When intake goes on by itself.") Instant endTime)
    implements ApiValue {}
