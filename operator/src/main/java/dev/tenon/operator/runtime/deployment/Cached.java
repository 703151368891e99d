package dev.tenon.operator.runtime.deployment;

import dev.tenon.operator.runtime.deployment.DeploymentSettings.Entrance.ByGateway;
import dev.tenon.operator.runtime.deployment.DeploymentSettings.Entrance.ByIngress;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Everything that this runtime has made, as the API server has it: one watch for each kind, by
 * label, found by integration.
 */
final class Cached implements AutoCloseable {
  private static final String BY_INTEGRATION = "integration";

  private final Map<String, List<SharedIndexInformer<? extends HasMetadata>>> informers =
      new LinkedHashMap<>();
  private final Consumer<Ref> changed;

  private Cached(Consumer<Ref> changed) {
    this.changed = changed;
  }

  /**
   * Lists and watches, and returns when everything has been listed.
   *
   * @param namespaces to watch; all where it is empty
   * @param changed told of each integration of which something changed
   */
  static Cached open(
      KubernetesClient client,
      Set<String> namespaces,
      Optional<DeploymentSettings.Entrance> entrance,
      Consumer<Ref> changed) {
    Cached cached = new Cached(changed);
    try {
      cached.watch("Deployment", client.apps().deployments(), namespaces);
      cached.watch("Pod", client.pods(), namespaces);
      cached.watch("ConfigMap", client.configMaps(), namespaces);
      cached.watch("Service", client.services(), namespaces);
      cached.watch("PodDisruptionBudget", client.policy().v1().podDisruptionBudget(), namespaces);
      if (entrance.filter(ByIngress.class::isInstance).isPresent()) {
        cached.watch("Ingress", client.network().v1().ingresses(), namespaces);
      }
      if (entrance.filter(ByGateway.class::isInstance).isPresent()) {
        cached.watch(
            Entrances.HTTP_ROUTE,
            client.genericKubernetesResources(Entrances.GATEWAY_API, Entrances.HTTP_ROUTE),
            namespaces);
      }
      cached.informers.values().forEach(all -> all.forEach(SharedIndexInformer::run));
    } catch (RuntimeException e) {
      cached.close();
      throw e;
    }
    return cached;
  }

  private <T extends HasMetadata> void watch(
      String kind, MixedOperation<T, ?, ?> resources, Set<String> namespaces) {
    List<SharedIndexInformer<? extends HasMetadata>> all = new ArrayList<>();
    if (namespaces.isEmpty()) {
      all.add(informer(labelled(resources.inAnyNamespace())));
    } else {
      namespaces.forEach(name -> all.add(informer(labelled(resources.inNamespace(name)))));
    }
    informers.put(kind, all);
  }

  private static <T extends HasMetadata> FilterWatchListDeletable<T, ?, ?> labelled(
      AnyNamespaceOperation<T, ?, ?> resources) {
    return resources
        .withLabel(Labels.MANAGED_BY, Labels.TENON)
        .withLabel(Labels.COMPONENT, Labels.RUNNER);
  }

  private <T extends HasMetadata> SharedIndexInformer<T> informer(
      FilterWatchListDeletable<T, ?, ?> resources) {
    SharedIndexInformer<T> informer = resources.runnableInformer(0);
    informer.addIndexers(
        Map.of(
            BY_INTEGRATION,
            object -> Labels.integration(object).map(Ref::path).map(List::of).orElse(List.of())));
    informer.addEventHandler(new Handler<>());
    return informer;
  }

  /** All objects of an integration. */
  Stream<HasMetadata> of(Ref integration) {
    return informers.keySet().stream().flatMap(kind -> of(kind, integration));
  }

  private Stream<HasMetadata> of(String kind, Ref integration) {
    return informers.getOrDefault(kind, List.of()).stream()
        .flatMap(
            informer ->
                informer.getIndexer().byIndex(BY_INTEGRATION, integration.path()).stream()
                    .map(HasMetadata.class::cast));
  }

  /** The object that is now where a desired one is to be. */
  Optional<HasMetadata> now(HasMetadata desired, Ref integration) {
    return of(desired.getKind(), integration)
        .filter(it -> it.getMetadata().getName().equals(desired.getMetadata().getName()))
        .findFirst();
  }

  /** Its Deployment. */
  Optional<Deployment> deployment(Ref integration) {
    return of("Deployment", integration)
        .filter(it -> it.getMetadata().getName().equals(Labels.name(integration)))
        .map(Deployment.class::cast)
        .findFirst();
  }

  /** Its pods, ending ones too. */
  List<Pod> pods(Ref integration) {
    return of("Pod", integration).map(Pod.class::cast).toList();
  }

  /** Its ConfigMaps. */
  List<ConfigMap> configMaps(Ref integration) {
    return of("ConfigMap", integration).map(ConfigMap.class::cast).toList();
  }

  /** All integrations that have anything here. */
  Set<Ref> integrations() {
    Set<Ref> all = new TreeSet<>();
    informers.values().stream()
        .flatMap(List::stream)
        .forEach(
            informer ->
                informer.getStore().list().stream()
                    .map(HasMetadata.class::cast)
                    .flatMap(object -> Labels.integration(object).stream())
                    .forEach(all::add));
    return all;
  }

  /** The kinds whose watch is lost at the moment. */
  List<String> lost() {
    return informers.entrySet().stream()
        .filter(
            kind -> kind.getValue().stream().anyMatch(it -> !it.isRunning() || !it.isWatching()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void close() {
    informers.values().forEach(all -> all.forEach(SharedIndexInformer::stop));
  }

  private final class Handler<T extends HasMetadata> implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      Labels.integration(object).ifPresent(changed);
    }

    @Override
    public void onUpdate(T before, T now) {
      if (!Objects.equals(
          before.getMetadata().getResourceVersion(), now.getMetadata().getResourceVersion())) {
        Labels.integration(now).ifPresent(changed);
      }
    }

    @Override
    public void onDelete(T object, boolean unknown) {
      Labels.integration(object).ifPresent(changed);
    }
  }
}
