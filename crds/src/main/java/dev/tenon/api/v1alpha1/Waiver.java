package dev.tenon.api.v1alpha1;

import dev.tenon.api.WellKnown;
import dev.tenon.api.schema.Doc;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A dated, approved exception from policies. */
@Group(WellKnown.GROUP)
@Version("v1alpha1")
@Kind("Waiver")
@Plural("waivers")
@Singular("waiver")
@ShortNames("twaiv")
@Categories("tenon")
@Doc(
    "A dated, approved exception from policies for integrations of its namespace. Only spec.approval can change after creation; without an approval a waiver has no effect.")
@AdditionalPrinterColumn(name = "Policies", jsonPath = ".spec.policies")
@AdditionalPrinterColumn(name = "Expires", jsonPath = ".spec.expirationDate")
@AdditionalPrinterColumn(name = "Approved-By", jsonPath = ".spec.approval.by")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Integrations", jsonPath = ".spec.integrations", priority = 1)
@AdditionalPrinterColumn(name = "Rationale", jsonPath = ".spec.rationale", priority = 1)
public class Waiver extends TenonResource<WaiverSpec, WaiverStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;
}
