package dev.tenon.api.v1alpha1;

import dev.tenon.api.WellKnown;
import dev.tenon.api.schema.Doc;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalSelectableField;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** One integration: purpose, owner, pattern or routes, claims, objectives, decisions, stage. */
@Group(WellKnown.GROUP)
@Version("v1alpha1")
@Kind("Integration")
@Plural("integrations")
@Singular("integration")
@ShortNames("tint")
@Categories("tenon")
@Doc(
    "One integration between systems: why it exists, who owns it, which pattern it follows, what it may use of other systems, what working means, and when it ends.")
@AdditionalPrinterColumn(name = "Stage", jsonPath = ".spec.stage")
@AdditionalPrinterColumn(name = "Owner", jsonPath = ".spec.owner.team")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(
    name = "Health",
    jsonPath = ".status.conditions[?(@.type=='Healthy')].reason")
@AdditionalPrinterColumn(
    name = "Policy",
    jsonPath = ".status.conditions[?(@.type=='Compliant')].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Pattern", jsonPath = ".spec.pattern.name", priority = 1)
@AdditionalPrinterColumn(name = "Revision", jsonPath = ".status.revision.running", priority = 1)
@ValidationRule(
    value = "!has(self.spec.upstreams) || self.spec.upstreams.all(u, u.name != self.metadata.name)",
    message = "an integration cannot be its own upstream",
    fieldPath = ".spec.upstreams")
@ValidationRule(
    value =
        "!has(self.spec.deprecation) || !has(self.spec.deprecation.replacedBy) || self.spec.deprecation.replacedBy.name != self.metadata.name",
    message = "an integration cannot be replaced by itself",
    fieldPath = ".spec.deprecation.replacedBy")
@AdditionalSelectableField(jsonPath = ".spec.stage")
@AdditionalSelectableField(jsonPath = ".spec.owner.team")
@AdditionalSelectableField(jsonPath = ".spec.pattern.name")
public class Integration extends TenonResource<IntegrationSpec, IntegrationStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;
}
