package dev.tenon.local.api.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.Catalog;
import dev.tenon.local.api.kinds.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Answers what {@code kubectl api-resources} and every client asks first. */
public final class Discovery {
  /** The version of Kubernetes whose behaviour this API has. */
  public static final String KUBERNETES = "1.35";

  private static final String REVIEWS = "authorization.k8s.io";

  private final Catalog catalog;
  private final String address;

  /**
   * Describes a catalogue.
   *
   * @param address where the server is: {@code 127.0.0.1:PORT}
   */
  public Discovery(Catalog catalog, String address) {
    this.catalog = catalog;
    this.address = address;
  }

  /** {@code /version}. */
  public ObjectNode version() {
    return Json.object()
        .put("major", "1")
        .put("minor", "35")
        .put("gitVersion", "v" + KUBERNETES + ".0+tenon")
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "1970-01-01T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "java")
        .put("platform", "linux/amd64");
  }

  /** {@code /api}. */
  public ObjectNode coreVersions() {
    ObjectNode out = Json.object().put("kind", "APIVersions");
    out.putArray("versions").add("v1");
    out.putArray("serverAddressByClientCIDRs")
        .addObject()
        .put("clientCIDR", "0.0.0.0/0")
        .put("serverAddress", address);
    return out;
  }

  private List<String> groups() {
    TreeSet<String> out = new TreeSet<>(catalog.groups());
    out.add(REVIEWS);
    return List.copyOf(out);
  }

  private List<String> versions(String group) {
    return group.equals(REVIEWS) ? List.of("v1") : catalog.versions(group);
  }

  /** {@code /apis}. */
  public ObjectNode groupList() {
    ObjectNode out = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = out.putArray("groups");
    groups().forEach(group -> groups.add(bareGroup(group)));
    return out;
  }

  /** {@code /apis/GROUP}. */
  public Optional<ObjectNode> group(String group) {
    if (!groups().contains(group)) {
      return Optional.empty();
    }
    ObjectNode out = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
    out.setAll(bareGroup(group));
    return Optional.of(out);
  }

  private ObjectNode bareGroup(String group) {
    ObjectNode out = Json.object().put("name", group);
    ArrayNode versions = out.putArray("versions");
    for (String version : versions(group)) {
      versions.addObject().put("groupVersion", group + "/" + version).put("version", version);
    }
    String preferred = versions(group).get(0);
    out.putObject("preferredVersion")
        .put("groupVersion", group + "/" + preferred)
        .put("version", preferred);
    return out;
  }

  /** {@code /api/v1} and {@code /apis/GROUP/VERSION}. */
  public Optional<ObjectNode> resources(String group, String version) {
    if (group.equals(REVIEWS) && version.equals("v1")) {
      return Optional.of(reviewResources());
    }
    List<ResourceType> types = catalog.in(group, version);
    if (types.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode out = resourceList(group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = (ArrayNode) out.get("resources");
    for (ResourceType type : types) {
      ObjectNode resource =
          resources
              .addObject()
              .put("name", type.plural())
              .put("singularName", type.names().singular())
              .put("namespaced", type.namespaced())
              .put("kind", type.kind());
      type.verbs().forEach(resource.putArray("verbs")::add);
      if (!type.names().shortNames().isEmpty()) {
        type.names().shortNames().forEach(resource.putArray("shortNames")::add);
      }
      if (!type.names().categories().isEmpty()) {
        type.names().categories().forEach(resource.putArray("categories")::add);
      }
      for (String subresource : subresources(type)) {
        ObjectNode sub =
            resources
                .addObject()
                .put("name", type.plural() + "/" + subresource)
                .put("singularName", "")
                .put("namespaced", type.namespaced())
                .put("kind", type.kind());
        subresourceVerbs(subresource).forEach(sub.putArray("verbs")::add);
      }
    }
    return Optional.of(out);
  }

  private static ObjectNode resourceList(String groupVersion) {
    ObjectNode out =
        Json.object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", groupVersion);
    out.putArray("resources");
    return out;
  }

  private static ObjectNode reviewResources() {
    ObjectNode out = resourceList(REVIEWS + "/v1");
    ((ArrayNode) out.get("resources"))
        .addObject()
        .put("name", "selfsubjectaccessreviews")
        .put("singularName", "selfsubjectaccessreview")
        .put("namespaced", false)
        .put("kind", "SelfSubjectAccessReview")
        .putArray("verbs")
        .add("create");
    return out;
  }

  private static List<String> subresources(ResourceType type) {
    List<String> out = new ArrayList<>();
    if (type.is("Namespace")) {
      out.add("finalize");
    }
    if (type.hasStatus()) {
      out.add("status");
    }
    return out;
  }

  private static List<String> subresourceVerbs(String subresource) {
    return subresource.equals("finalize") ? List.of("update") : List.of("get", "patch", "update");
  }

  /** {@code /api} or {@code /apis} in the aggregated form. */
  public ObjectNode aggregated(boolean core) {
    ObjectNode out =
        Json.object()
            .put("kind", "APIGroupDiscoveryList")
            .put("apiVersion", "apidiscovery.k8s.io/v2");
    out.putObject("metadata");
    ArrayNode items = out.putArray("items");
    if (core) {
      ObjectNode item = items.addObject();
      item.putObject("metadata");
      aggregatedVersions(item, "", List.of("v1"));
    } else {
      for (String group : groups()) {
        ObjectNode item = items.addObject();
        item.putObject("metadata").put("name", group);
        aggregatedVersions(item, group, versions(group));
      }
    }
    return out;
  }

  private void aggregatedVersions(ObjectNode item, String group, List<String> versions) {
    ArrayNode all = item.putArray("versions");
    for (String version : versions) {
      ObjectNode one = all.addObject().put("version", version);
      ArrayNode resources = one.putArray("resources");
      if (group.equals(REVIEWS)) {
        ObjectNode review = resources.addObject().put("resource", "selfsubjectaccessreviews");
        kind(review, "", "", "SelfSubjectAccessReview");
        review.put("scope", "Cluster").put("singularResource", "selfsubjectaccessreview");
        review.putArray("verbs").add("create");
      }
      catalog.in(group, version).forEach(type -> aggregatedResource(resources.addObject(), type));
      one.put("freshness", "Current");
    }
  }

  private static void aggregatedResource(ObjectNode out, ResourceType type) {
    out.put("resource", type.plural());
    String group = type.custom() ? type.group() : "";
    String version = type.custom() ? type.version() : "";
    kind(out, group, version, type.kind());
    out.put("scope", type.namespaced() ? "Namespaced" : "Cluster")
        .put("singularResource", type.names().singular());
    type.verbs().forEach(out.putArray("verbs")::add);
    if (!type.names().shortNames().isEmpty()) {
      type.names().shortNames().forEach(out.putArray("shortNames")::add);
    }
    if (!type.names().categories().isEmpty()) {
      type.names().categories().forEach(out.putArray("categories")::add);
    }
    for (String subresource : subresources(type)) {
      ObjectNode sub = out.withArray("/subresources").addObject().put("subresource", subresource);
      kind(sub, group, version, type.kind());
      subresourceVerbs(subresource).forEach(sub.putArray("verbs")::add);
    }
  }

  private static void kind(ObjectNode out, String group, String version, String kind) {
    out.putObject("responseKind").put("group", group).put("version", version).put("kind", kind);
  }
}
