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
 * A system that integrations call. Named so because of {@link java.lang.System}; its kind is {@code
 * System}.
 */
@Group(WellKnown.GROUP)
@Version("v1alpha1")
@Kind("System")
@Plural("systems")
@Singular("system")
@ShortNames("tsys")
@Categories("tenon")
@Doc(
    "A SaaS product or other endpoint that integrations call: owner, connection, credentials, limits, and who may use it.")
@AdditionalPrinterColumn(name = "Vendor", jsonPath = ".spec.vendor")
@AdditionalPrinterColumn(name = "Owner", jsonPath = ".spec.owner.team")
@AdditionalPrinterColumn(
    name = "Dependants",
    jsonPath = ".status.dependants",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Allocated",
    jsonPath = ".status.conditions[?(@.type=='Allocated')].reason")
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Endpoint", jsonPath = ".spec.endpoint.uri", priority = 1)
@AdditionalPrinterColumn(name = "Status-Page", jsonPath = ".spec.statusPage", priority = 1)
public class SystemResource extends TenonResource<SystemSpec, SystemStatus> {
  private static final long serialVersionUID = 1L;
}
