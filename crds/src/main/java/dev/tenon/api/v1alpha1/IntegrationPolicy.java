package dev.tenon.api.v1alpha1;

import dev.tenon.api.WellKnown;
import dev.tenon.api.schema.Doc;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A rule in CEL over the whole estate; its name is the id by which refusals and waivers call it.
 */
@Group(WellKnown.GROUP)
@Version("v1alpha1")
@Kind("IntegrationPolicy")
@Plural("integrationpolicies")
@Singular("integrationpolicy")
@ShortNames("tpol")
@Categories("tenon")
@Doc(
    "A rule of the organisation over its integrations, systems, waivers or teams, in CEL. Its name is the id that refusals and waivers use.")
@AdditionalPrinterColumn(name = "Action", jsonPath = ".spec.action")
@AdditionalPrinterColumn(name = "Effective", jsonPath = ".spec.effectiveDate")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Kinds", jsonPath = ".spec.match.kinds", priority = 1)
public class IntegrationPolicy
    extends TenonResource<IntegrationPolicySpec, IntegrationPolicyStatus> {
  private static final long serialVersionUID = 1L;
}
