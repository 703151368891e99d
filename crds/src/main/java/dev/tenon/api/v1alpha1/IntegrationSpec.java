package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Keys;
import dev.tenon.api.schema.Link;
import dev.tenon.api.schema.Text;
import dev.tenon.api.schema.Unique;
import dev.tenon.api.schema.Word;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is declared about an integration. */
@ValidationRule(
    value = "!(has(self.pattern) && has(self.routes))",
    message = "pattern and routes exclude each other: remove one of them",
    fieldPath = ".routes")
@ValidationRule(
    value =
        "has(self.pattern) || has(self.routes) || (has(self.runtime) && self.runtime.type == 'External')",
    message = "one of pattern and routes is required, unless runtime.type is External",
    fieldPath = ".pattern")
@ValidationRule(
    value = "oldSelf.stage != 'Retired' || self.stage == 'Retired'",
    message = "Retired is final: apply a new Integration under another name",
    fieldPath = ".stage")
@ValidationRule(
    value = "!has(self.deprecation) || self.stage in ['Deprecated', 'Retired']",
    message = "deprecation is allowed with stage Deprecated or Retired only",
    fieldPath = ".deprecation")
@ValidationRule(
    value =
        "!has(self.decisions) || self.decisions.all(d, !has(d.supersededBy) || d.supersededBy != d.id)",
    message = "a decision cannot be superseded by itself",
    fieldPath = ".decisions")
public record IntegrationSpec(
    @Doc("Why it exists, as one sentence that people outside the team understand.") @Text
        String purpose,
    @Doc("How one knows that it is worth keeping: a result that can be measured.")
        Optional<@Text String> outcome,
    @Doc("Who answers for it.") Owner owner,
    @Doc(
            "How far it is in its life. Draft: does not run and claims nothing. Pilot and Production: runs. Deprecated: runs, and ends on deprecation.sunsetDate. Retired: runs no more, for ever.")
        Stage stage,
    @Doc("Who goes first when a quota is not enough for all: High before Medium before Low.")
        @Default("Medium")
        Criticality criticality,
    @Doc(
            "Classes of data that pass through, in the organisation's own words; Public, Internal, Personal, Financial and Health are suggested. Each must be allowed by every System called.")
        @Unique
        @Size(max = 16)
        List<@Word String> dataClasses,
    @Doc("What to do when it fails, for whoever is on call.") Optional<@Link String> runbook,
    @Doc(
            "The approved pattern that it follows. Exactly one of pattern and routes; neither only with runtime.type External.")
        Optional<PatternUse> pattern,
    @Doc(
            "Routes of one's own, in Camel's YAML DSL, instead of a pattern. What they may use is on an allow-list; the default policies want a decision about Routes.")
        @Size(min = 1, max = 32)
        List<Map<String, Object>> routes,
    @Doc(
            "Overrides parts of the pattern's resilience; the default policies want a decision about Resilience.")
        Optional<Resilience> resilience,
    @Doc(
            "Shares of the limits of the systems that the routes call. Outside Draft every limit of calls or points needs one.")
        @Keys({"system", "limit"})
        @Size(max = 64)
        List<Claim> claims,
    @Doc(
            "Integrations whose work this one builds on. For people and for impact analysis: it never waits for them.")
        @Keys("name")
        @Size(max = 64)
        List<NameRef> upstreams,
    @Doc("Objectives by which it is judged.") @Keys("name") @Size(max = 20) List<Slo> slos,
    @Doc("Decisions that shaped it.") @Keys("id") @Size(max = 50) List<Decision> decisions,
    @Doc("When and why it ends; with stage Deprecated or Retired.")
        Optional<Deprecation> deprecation,
    @Doc(
            "Where it runs. Default: what the operator is set to; status.runtime says what is in force.")
        Optional<RuntimeSpec> runtime)
    implements ApiValue {
  /** Keeps unchangeable copies and fills in the default criticality. */
  public IntegrationSpec {
    criticality = Values.or(criticality, Criticality.Medium);
    dataClasses = Values.copy(dataClasses);
    routes = Values.freezeAll(routes);
    claims = Values.copy(claims);
    upstreams = Values.copy(upstreams);
    slos = Values.copy(slos);
    decisions = Values.copy(decisions);
  }
}
