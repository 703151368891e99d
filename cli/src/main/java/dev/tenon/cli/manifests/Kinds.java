package dev.tenon.cli.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.Crds;
import dev.tenon.api.WellKnown;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.local.api.kinds.Catalog;
import dev.tenon.local.api.kinds.CustomKinds;
import dev.tenon.local.api.kinds.ResourceType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kinds that manifests may hold: our own, and those of Kubernetes that they need. A kind's
 * definition is read when it is first asked for. Safe for threads.
 */
public final class Kinds {
  /** In the order in which they are applied. */
  private static final List<String> ORDER =
      List.of(
          "Namespace",
          "Secret",
          "ConfigMap",
          "Team",
          "System",
          "IntegrationPattern",
          "IntegrationPolicy",
          "Integration",
          "Waiver",
          "Pause",
          "Replay");

  /** The group and version of our own kinds. */
  static final String OURS = WellKnown.GROUP + "/v1alpha1";

  private final Map<String, Class<? extends TenonResource<?, ?>>> ours = new LinkedHashMap<>();
  private final Map<String, Kind> known = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> definitions = new HashMap<>();
  private final Catalog builtins = new Catalog();

  /** All kinds. */
  public Kinds() {
    Crds.kinds().forEach(kind -> ours.put(HasMetadata.getKind(kind), kind));
    Crds.definitions()
        .forEach(
            definition -> definitions.put(definition.at("/metadata/name").asText(), definition));
  }

  /** The names of the kinds, in the order in which they are applied. */
  public static List<String> names() {
    return ORDER;
  }

  /** The {@code apiVersion} that the kind of this name has; empty where there is no such kind. */
  Optional<String> versionOf(String kind) {
    return ORDER.contains(kind)
        ? Optional.of(ours.containsKey(kind) ? OURS : "v1")
        : Optional.empty();
  }

  /** The kind of that name; empty where there is none. */
  public Optional<Kind> find(String name) {
    return ORDER.contains(name)
        ? Optional.of(known.computeIfAbsent(name, this::load))
        : Optional.empty();
  }

  /**
   * The name of the kind that is meant: by another spelling, its plural or its short name; or by a
   * name that looks like it.
   */
  Optional<String> meant(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String kind : ORDER) {
      String one = kind.toLowerCase(Locale.ROOT);
      if (lower.equals(one)
          || lower.equals(one + "s")
          || lower.equals(one.replaceAll("y$", "ies"))) {
        return Optional.of(kind);
      }
    }
    return Nearest.of(name, ORDER);
  }

  private Kind load(String name) {
    int rank = ORDER.indexOf(name);
    Class<? extends TenonResource<?, ?>> model = ours.get(name);
    if (model == null) {
      ResourceType type =
          builtins
              .ofKind("v1", name)
              .orElseThrow(() -> new IllegalStateException("the API knows no kind " + name));
      return new Kind(rank, type, Optional.empty());
    }
    List<ResourceType> versions = CustomKinds.of(definitions.get(Crds.nameOf(model)));
    return new Kind(rank, versions.get(0), Optional.of(model));
  }
}
