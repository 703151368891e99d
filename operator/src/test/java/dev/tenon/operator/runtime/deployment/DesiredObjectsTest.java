package dev.tenon.operator.runtime.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.operator.runtime.deployment.DeploymentSettings.Entrance;
import dev.tenon.operator.runtime.deployment.DeploymentSettings.Entrance.ByGateway;
import dev.tenon.operator.runtime.deployment.DeploymentSettings.Entrance.ByIngress;
import dev.tenon.plan.Control;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code deployment} is a case: the integration of {@code in.yaml} has these
 * objects.
 */
class DesiredObjectsTest {
  private static final Path CASES = Path.of("src/test/resources/deployment");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final String REPAIR =
      "./mvnw -q -B -Dfast -pl operator -am test -Dtest=DesiredObjectsTest -Dgolden.update=true -Dsurefire.failIfNoSpecifiedTests=false";
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final DeploymentSettings SETTINGS =
      DeploymentSettings.of("registry.example/tenon-runner:1.0");

  private static final Map<String, Entrance> ENTRANCES =
      Map.of(
          "receives-events",
          new ByIngress("hooks.example", "nginx", Optional.of("hooks-tls")),
          "answers-requests",
          new ByGateway("hooks.example", "public", "gateways"));

  static Stream<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList().stream();
    }
  }

  private static Planned planned(String name) throws IOException {
    return Planned.of(Files.readString(CASES.resolve(name).resolve("in.yaml")));
  }

  private static DeploymentSettings settings(Optional<Entrance> entrance) {
    return settings(SETTINGS.image(), entrance, false);
  }

  private static DeploymentSettings settings(
      String image, Optional<Entrance> entrance, boolean renewing) {
    return new DeploymentSettings(
        image,
        SETTINGS.pullPolicy(),
        List.of("registry"),
        SETTINGS.resources(),
        new TreeSet<>(List.of("kafka")),
        SETTINGS.grace(),
        SETTINGS.user(),
        entrance,
        renewing);
  }

  private static List<HasMetadata> objects(
      Planned planned, DeploymentSettings settings, Optional<PodTemplateSpec> kept) {
    Plan plan = planned.plan();
    int replicas =
        planned
            .integration()
            .spec()
            .runtime()
            .flatMap(runtime -> runtime.deployment())
            .map(options -> options.replicas())
            .orElse(1);
    return new DesiredObjects(settings)
        .of(
            Declared.of(planned.integration()),
            plan,
            new Grant(plan.of(), Grant.unlimited(plan.of()).shares(), replicas),
            Control.NONE,
            plan.needs().state() ? Optional.of(Bringing.stateSecret(plan.of())) : Optional.empty(),
            kept);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void makesTheSameObjectsAsBefore(String name) throws IOException {
    String made =
        objects(planned(name), settings(Optional.ofNullable(ENTRANCES.get(name))), Optional.empty())
            .stream()
            .peek(DesiredObjectsTest::withoutCopies)
            .map(YAML::asYaml)
            .collect(Collectors.joining());
    Path out = CASES.resolve(name).resolve("out.yaml");
    if (UPDATE) {
      Files.writeString(out, made);
    }
    assertThat(Files.readString(out))
        .as("%s differs; if that is meant: %s", out, REPAIR)
        .isEqualTo(made);
  }

  /** What repeats another part of the same file says nothing to whoever reads it. */
  private static void withoutCopies(HasMetadata object) {
    if (object instanceof Deployment) {
      object.getMetadata().getAnnotations().put(DesiredObjects.TEMPLATE, "as spec.template");
    }
    if (object instanceof ConfigMap map && map.getData().containsKey("plan.json")) {
      map.getData().put("plan.json", "as the plan");
    }
  }

  @Test
  void whatMayChangeWhileARevisionRunsIsNotInItsPods() throws IOException {
    Planned planned = planned("answers-requests");
    PodTemplateSpec template = template(objects(planned, SETTINGS, Optional.empty()));
    Planned owned =
        Planned.of(
            Files.readString(CASES.resolve("answers-requests").resolve("in.yaml"))
                .replace("team: support", "team: sales")
                .replace(
                    "stage: Pilot",
                    "stage: Pilot\n  runtime: {type: Deployment, deployment: {replicas: 3}}"));

    assertThat(template(objects(owned, SETTINGS, Optional.empty()))).isEqualTo(template);
  }

  @Test
  void aNewImageReachesWhatRunsOnlyWhereItIsWanted() throws IOException {
    Planned planned = planned("answers-requests");
    PodTemplateSpec old = template(objects(planned, SETTINGS, Optional.empty()));

    assertThat(
            template(
                objects(
                    planned,
                    settings("registry.example/tenon-runner:2.0", Optional.empty(), false),
                    Optional.of(old))))
        .isEqualTo(old);
    assertThat(
            template(
                    objects(
                        planned,
                        settings("registry.example/tenon-runner:2.0", Optional.empty(), true),
                        Optional.of(old)))
                .getSpec()
                .getContainers()
                .get(0)
                .getImage())
        .endsWith(":2.0");
  }

  private static PodTemplateSpec template(List<HasMetadata> objects) {
    return objects.stream()
        .filter(Deployment.class::isInstance)
        .map(object -> ((Deployment) object).getSpec().getTemplate())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPlanIsReadBackOutOfItsConfigMap() throws IOException {
    Planned planned = planned("receives-events");

    ConfigMap map = PlanFiles.ofPlan(Declared.of(planned.integration()), planned.plan());

    assertThat(PlanFiles.plan(map)).contains(planned.plan());
    map.getData().put("routes.yaml", map.getData().get("routes.yaml") + "#");
    assertThat(PlanFiles.plan(map)).isEmpty();
  }
}
