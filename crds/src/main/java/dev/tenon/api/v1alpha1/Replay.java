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

/** An order to deliver dead letters again, or to read again from an earlier checkpoint. */
@Group(WellKnown.GROUP)
@Version("v1alpha1")
@Kind("Replay")
@Plural("replays")
@Singular("replay")
@ShortNames("treplay")
@Categories("tenon")
@Doc(
    "An order to deliver dead letters again, or to read a source again from an earlier checkpoint. It runs once; its spec cannot change.")
@AdditionalPrinterColumn(name = "Integration", jsonPath = ".spec.integration")
@AdditionalPrinterColumn(
    name = "Complete",
    jsonPath = ".status.conditions[?(@.type=='Complete')].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(
    name = "Matched",
    jsonPath = ".status.counts.matched",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Replayed",
    jsonPath = ".status.counts.replayed",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Dry-Run", jsonPath = ".spec.dryRun", priority = 1)
@AdditionalPrinterColumn(name = "Rate", jsonPath = ".spec.rate", priority = 1)
public class Replay extends TenonResource<ReplaySpec, ReplayStatus> implements Namespaced {
  private static final long serialVersionUID = 1L;
}
