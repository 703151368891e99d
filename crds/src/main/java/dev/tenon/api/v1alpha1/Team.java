package dev.tenon.api.v1alpha1;

import dev.tenon.api.WellKnown;
import dev.tenon.api.schema.Doc;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** Who can own: members, contacts, groups, namespaces. */
@Group(WellKnown.GROUP)
@Version("v1alpha1")
@Kind("Team")
@Plural("teams")
@Singular("team")
@Categories("tenon")
@Doc(
    "Who can own integrations and systems: members, contacts, the Kubernetes groups that act for the team, and the namespaces where it may be named as owner.")
@AdditionalPrinterColumn(name = "Display-Name", jsonPath = ".spec.displayName")
@AdditionalPrinterColumn(
    name = "Owns",
    jsonPath = ".status.owns",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Ready", jsonPath = ".status.conditions[?(@.type=='Ready')].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "On-Call", jsonPath = ".spec.contacts.onCall", priority = 1)
@AdditionalPrinterColumn(name = "Chat", jsonPath = ".spec.contacts.chat", priority = 1)
public class Team extends TenonResource<TeamSpec, TeamStatus> {
  private static final long serialVersionUID = 1L;
}
