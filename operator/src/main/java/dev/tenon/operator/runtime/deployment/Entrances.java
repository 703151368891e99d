package dev.tenon.operator.runtime.deployment;

import dev.tenon.operator.runtime.deployment.DeploymentSettings.Entrance;
import dev.tenon.operator.runtime.deployment.DeploymentSettings.Entrance.ByGateway;
import dev.tenon.operator.runtime.deployment.DeploymentSettings.Entrance.ByIngress;
import dev.tenon.plan.Consumer;
import dev.tenon.plan.Consumer.Kind;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPathBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How routes that listen are reached: within the cluster, and from outside where settings say. */
final class Entrances {
  static final String GATEWAY_API = "gateway.networking.k8s.io/v1";
  static final String HTTP_ROUTE = "HTTPRoute";

  private static final int PORT = 80;

  private Entrances() {}

  /** A Service, and what leads to it. */
  static List<HasMetadata> of(Declared declared, Plan plan, Optional<Entrance> entrance) {
    List<HasMetadata> all = new ArrayList<>();
    all.add(service(declared));
    entrance.ifPresent(
        way -> {
          if (way instanceof ByIngress ingress) {
            all.add(ingress(declared, plan, ingress));
          } else if (way instanceof ByGateway gateway) {
            all.add(route(declared, plan, gateway));
          }
        });
    return all;
  }

  /** Where the first of its paths is reached, for people to copy. */
  static Optional<String> url(Plan plan, Optional<Entrance> entrance) {
    String base =
        entrance
            .map(Entrance::url)
            .orElse("http://" + Labels.name(plan.of()) + "." + plan.of().namespace() + ".svc");
    return paths(plan).stream().findFirst().map(path -> base + path);
  }

  private static List<String> paths(Plan plan) {
    return plan.consumers().stream()
        .filter(consumer -> consumer.kind() == Kind.Events || consumer.kind() == Kind.Http)
        .map(Consumer::path)
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  private static Service service(Declared declared) {
    return new ServiceBuilder()
        .withMetadata(declared.metadata(Labels.name(declared.of())).build())
        .withNewSpec()
        .withSelector(Labels.selector(declared.of()))
        .addNewPort()
        .withName("http")
        .withPort(PORT)
        .withProtocol("TCP")
        .withAppProtocol("http")
        .withTargetPort(new IntOrString("http"))
        .endPort()
        .endSpec()
        .build();
  }

  /** All of its routes, and nothing of any other integration. */
  private static String prefix(Ref of) {
    return "/" + of.namespace() + "/" + of.name();
  }

  private static Ingress ingress(Declared declared, Plan plan, ByIngress way) {
    HTTPIngressPath path =
        new HTTPIngressPathBuilder()
            .withPath(prefix(plan.of()))
            .withPathType("Prefix")
            .withNewBackend()
            .withNewService()
            .withName(Labels.name(plan.of()))
            .withNewPort("http", null)
            .endService()
            .endBackend()
            .build();
    IngressBuilder ingress =
        new IngressBuilder()
            .withMetadata(declared.metadata(Labels.name(declared.of())).build())
            .withNewSpec()
            .withIngressClassName(way.className())
            .addNewRule()
            .withHost(way.host())
            .withNewHttp()
            .withPaths(path)
            .endHttp()
            .endRule()
            .endSpec();
    way.tlsSecret()
        .ifPresent(
            secret ->
                ingress
                    .editSpec()
                    .addNewTl()
                    .withHosts(way.host())
                    .withSecretName(secret)
                    .endTl()
                    .endSpec());
    return ingress.build();
  }

  private static GenericKubernetesResource route(Declared declared, Plan plan, ByGateway way) {
    GenericKubernetesResource route = new GenericKubernetesResource();
    route.setApiVersion(GATEWAY_API);
    route.setKind(HTTP_ROUTE);
    route.setMetadata(declared.metadata(Labels.name(declared.of())).build());
    route.setAdditionalProperty(
        "spec",
        ordered(
            "parentRefs",
            List.of(ordered("name", way.gateway(), "namespace", way.namespace())),
            "hostnames",
            List.of(way.host()),
            "rules",
            List.of(
                ordered(
                    "matches",
                    List.of(
                        ordered("path", ordered("type", "PathPrefix", "value", prefix(plan.of())))),
                    "backendRefs",
                    List.of(ordered("name", Labels.name(plan.of()), "port", PORT))))));
    return route;
  }

  /** In the same order whenever it is written. */
  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
