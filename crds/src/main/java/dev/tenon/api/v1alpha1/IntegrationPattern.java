package dev.tenon.api.v1alpha1;

import dev.tenon.api.WellKnown;
import dev.tenon.api.schema.Doc;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** An approved way to build an integration: parameters, routes, resilience, principles. */
@Group(WellKnown.GROUP)
@Version("v1alpha1")
@Kind("IntegrationPattern")
@Plural("integrationpatterns")
@Singular("integrationpattern")
@ShortNames("tpat")
@Categories("tenon")
@Doc(
    "An approved way to build an integration: when to use it, its parameters, its Camel routes, how it behaves when a system fails, and the principles behind it.")
@AdditionalPrinterColumn(name = "Title", jsonPath = ".spec.title")
@AdditionalPrinterColumn(
    name = "Users",
    jsonPath = ".status.users",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(name = "Sunset", jsonPath = ".spec.deprecation.sunsetDate")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@ValidationRule(
    value =
        "!has(self.spec.deprecation) || !has(self.spec.deprecation.replacedBy) || self.spec.deprecation.replacedBy != self.metadata.name",
    message = "a pattern cannot be replaced by itself",
    fieldPath = ".spec.deprecation.replacedBy")
public class IntegrationPattern
    extends TenonResource<IntegrationPatternSpec, IntegrationPatternStatus> {
  private static final long serialVersionUID = 1L;
}
