package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Keys;
import dev.tenon.api.schema.Text;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a policy demands. */
public record IntegrationPolicySpec(
    @Doc("Why the rule exists; it stands in refusals where no message does.") @Text
        String rationale,
    @Doc("Which objects it is about.") PolicyMatch match,
    @Doc("Further conditions, all of which must hold for the policy to apply.")
        @Keys("name")
        @Size(max = 16)
        List<MatchCondition> matchConditions,
    @Doc(
            "What a violation does. Deny: the change is refused. Warn: it is let through with a warning. Audit: it is only shown in the Compliant condition and in reports.")
        PolicyAction action,
    @Doc("What a violation that the object had before does to an unrelated change: Deny or Warn.")
        @Default("Warn")
        ExistingViolations existingViolations,
    @Doc(
            "Day (UTC) from which Deny denies. Before it, Deny acts as Warn and the warning says the day.")
        Optional<LocalDate> effectiveDate,
    @Doc(
            "Who may approve a Waiver from this policy, and for how long. Absent: whoever has the right to approve waivers in the namespace, for any time.")
        Optional<WaiverTerms> waivers,
    @Doc("What must hold. All are evaluated, and all violations are reported.")
        @Required
        @Size(min = 1, max = 32)
        List<Validation> validations)
    implements ApiValue {
  /** Keeps unchangeable copies and fills in the default. */
  public IntegrationPolicySpec {
    matchConditions = Values.copy(matchConditions);
    existingViolations = Values.or(existingViolations, ExistingViolations.Warn);
    validations = Values.copy(validations);
  }
}
