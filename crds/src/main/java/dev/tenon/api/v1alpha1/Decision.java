package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Id;
import dev.tenon.api.schema.Line;
import dev.tenon.api.schema.Link;
import dev.tenon.api.schema.Text;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A decision that shaped the integration, in the words of MADR. */
@ValidationRule(
    value = "self.status == 'Superseded' ? has(self.supersededBy) : !has(self.supersededBy)",
    message = "supersededBy is required with status Superseded, and not allowed with any other",
    fieldPath = ".supersededBy")
@ValidationRule(
    value = "!has(self.reviewDate) || self.reviewDate > self.date",
    message = "reviewDate must be after date",
    fieldPath = ".reviewDate")
public record Decision(
    @Doc("Identifier, unique in this integration.") @Id String id,
    @Doc("The decision as a short sentence.") @Line String title,
    @Doc("Day (UTC) on which it was taken.") LocalDate date,
    @Doc("Whether it holds. Only an Accepted decision justifies a deviation.")
        DecisionStatus status,
    @Doc("Identifier of the decision that replaced this one; with status Superseded.")
        Optional<@Id String> supersededBy,
    @Doc(
            "Deviations that this decision justifies: Routes (routes of one's own instead of a pattern), Resilience (overriding the pattern's), Claims (a large share of a limit).")
        @Unique
        @Size(max = 3)
        List<Deviation> about,
    @Doc("Why it was decided so.") @Text String rationale,
    @Doc("What else was considered.") @Size(max = 16) List<@Line String> consideredOptions,
    @Doc("People or teams who decided.") @Unique @Size(max = 16) List<@Line String> decisionMakers,
    @Doc("Where more is written.") Optional<@Link String> link,
    @Doc("Day (UTC) after which the decision is due for review.") Optional<LocalDate> reviewDate)
    implements ApiValue {
  /** Keeps unchangeable copies. */
  public Decision {
    about = Values.copy(about);
    consideredOptions = Values.copy(consideredOptions);
    decisionMakers = Values.copy(decisionMakers);
  }
}
