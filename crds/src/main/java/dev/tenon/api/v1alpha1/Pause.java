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

/** A dated order to stop intake. */
@Group(WellKnown.GROUP)
@Version("v1alpha1")
@Kind("Pause")
@Plural("pauses")
@Singular("pause")
@ShortNames("tpause")
@Categories("tenon")
@Doc(
    "A dated order to stop the intake of one integration, or of all integrations in its namespace that use a system. What was accepted before is still delivered.")
@AdditionalPrinterColumn(name = "Integration", jsonPath = ".spec.integration")
@AdditionalPrinterColumn(name = "System", jsonPath = ".spec.system")
@AdditionalPrinterColumn(name = "Until", jsonPath = ".spec.endTime")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Rationale", jsonPath = ".spec.rationale", priority = 1)
public class Pause extends TenonResource<PauseSpec, PauseStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;
}
