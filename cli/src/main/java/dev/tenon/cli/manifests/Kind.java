package dev.tenon.cli.manifests;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.local.api.kinds.ResourceType;
import java.util.Optional;

/**
 * A kind that manifests may hold.
 *
 * @param rank its place in the order in which kinds are applied: what others refer to goes first
 * @param type how an API server sees it
 * @param model its Java type, where it is one of ours
 */
public record Kind(
    int rank, ResourceType type, Optional<Class<? extends TenonResource<?, ?>>> model) {
  /** The kind's name, such as {@code Integration}. */
  public String name() {
    return type.kind();
  }

  /** Where all its objects are on an API server. */
  public String collection() {
    return type.basePath() + "/" + type.plural();
  }

  /** Where one of its objects is on an API server. */
  public String path(String namespace, String name) {
    return type.basePath()
        + (type.namespaced() ? "/namespaces/" + namespace : "")
        + "/"
        + type.plural()
        + "/"
        + name;
  }
}
