package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Name;
import dev.tenon.api.schema.Text;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Which exception is asked for, and who approved it. */
@ValidationRule(
    value =
        "self.integrations == oldSelf.integrations && self.policies == oldSelf.policies && self.rationale == oldSelf.rationale && self.expirationDate == oldSelf.expirationDate",
    message = "only spec.approval of a Waiver can change: apply a new Waiver under another name")
public record WaiverSpec(
    @Doc("Names of the integrations of this namespace that may deviate.")
        @Required
        @Unique
        @Size(min = 1, max = 64)
        List<@Name String> integrations,
    @Doc("Names of the policies from which they may deviate.")
        @Required
        @Unique
        @Size(min = 1, max = 20)
        List<@Name String> policies,
    @Doc("Why, and what is done so that it is not needed again.") @Text String rationale,
    @Doc("Last day (UTC) on which it holds.") LocalDate expirationDate,
    @Doc("Who approved it. Absent: nobody yet, and the waiver has no effect.")
        Optional<Approval> approval)
    implements ApiValue {
  /** Keeps unchangeable copies. */
  public WaiverSpec {
    integrations = Values.copy(integrations);
    policies = Values.copy(policies);
  }
}
