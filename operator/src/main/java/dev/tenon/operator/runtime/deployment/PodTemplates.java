package dev.tenon.operator.runtime.deployment;

import dev.tenon.plan.Plan;
import dev.tenon.plan.PlanFolder;
import dev.tenon.plan.Ref;
import dev.tenon.plan.SecretKey;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The pods of a plan. Nothing is in them that changes while a revision runs: not the grant, not the
 * owner, not the number of replicas.
 */
final class PodTemplates {
  static final String CONTAINER = "runner";
  static final int HTTP_PORT = 8080;
  static final int MANAGEMENT_PORT = 9876;
  static final String STATE_URL = "url";
  static final String STATE_USER = "user";
  static final String STATE_PASSWORD = "password";

  private static final String PLAN = "/etc/tenon/plan";
  private static final String STATE = "/etc/tenon/state";

  /** So long a start may take, seconds: a database that migrates, a slow node. */
  private static final int START_SECONDS = 180;

  /** After the grace of the exchanges, for the process itself, seconds. */
  private static final int END_SECONDS = 10;

  /** For whoever routes to the pod to notice that it ends, seconds. */
  private static final int LEAVE_SECONDS = 3;

  private final DeploymentSettings settings;

  PodTemplates(DeploymentSettings settings) {
    this.settings = settings;
  }

  /**
   * A pod of a plan.
   *
   * @param stateSecret the Secret by which this integration alone reaches its state
   */
  PodTemplateSpec of(Plan plan, Optional<String> stateSecret) {
    Map<String, String> labels = new TreeMap<>(Labels.common(plan.of()));
    labels.put(Labels.REVISION, plan.revision().hash());
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(labels)
        .addToAnnotations("kubectl.kubernetes.io/default-container", CONTAINER)
        .endMetadata()
        .withNewSpec()
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds(settings.grace().toSeconds() + END_SECONDS)
        .withImagePullSecrets(
            settings.pullSecrets().stream().map(LocalObjectReference::new).toList())
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(settings.user())
        .withRunAsGroup(settings.user())
        .withFsGroup(settings.user())
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withTopologySpreadConstraints(spread(plan.of()))
        .withContainers(container(plan, stateSecret))
        .withVolumes(volumes(plan, stateSecret))
        .endSpec()
        .build();
  }

  private static TopologySpreadConstraint spread(Ref of) {
    return new TopologySpreadConstraintBuilder()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(Labels.selector(of))
        .endLabelSelector()
        .build();
  }

  private Container container(Plan plan, Optional<String> stateSecret) {
    ContainerBuilder container =
        new ContainerBuilder()
            .withName(CONTAINER)
            .withImage(settings.image())
            .withImagePullPolicy(settings.pullPolicy())
            .withArgs(PLAN)
            .withEnv(environment(stateSecret))
            .addNewPort()
            .withName("management")
            .withContainerPort(MANAGEMENT_PORT)
            .withProtocol("TCP")
            .endPort()
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withReadOnlyRootFilesystem(true)
            .withRunAsNonRoot(true)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .endSecurityContext()
            .withNewResources()
            .addToRequests("cpu", new Quantity(settings.resources().cpu()))
            .addToRequests("memory", new Quantity(settings.resources().memory()))
            .addToLimits("memory", new Quantity(settings.resources().memoryLimit()))
            .endResources()
            .withStartupProbe(probe("started", 1, START_SECONDS))
            .withReadinessProbe(probe("ready", 2, 3))
            .withLivenessProbe(probe("live", 10, 3))
            .withTerminationMessagePath("/dev/termination-log")
            .withTerminationMessagePolicy("File")
            .addNewVolumeMount()
            .withName("plan")
            .withMountPath(PLAN)
            .withReadOnly(true)
            .endVolumeMount()
            .addNewVolumeMount()
            .withName("tmp")
            .withMountPath("/tmp")
            .endVolumeMount();
    settings
        .resources()
        .cpuLimit()
        .ifPresent(
            limit ->
                container.editResources().addToLimits("cpu", new Quantity(limit)).endResources());
    if (plan.listens()) {
      container
          .addNewPort()
          .withName("http")
          .withContainerPort(HTTP_PORT)
          .withProtocol("TCP")
          .endPort()
          // requests on their way when the pod leaves its Service still find it
          .withNewLifecycle()
          .withNewPreStop()
          .withNewSleep((long) LEAVE_SECONDS)
          .endPreStop()
          .endLifecycle();
    }
    if (stateSecret.isPresent()) {
      container
          .addNewVolumeMount()
          .withName("state")
          .withMountPath(STATE)
          .withReadOnly(true)
          .endVolumeMount();
    }
    return container.build();
  }

  /** What it asks of the process, not of the port alone. */
  private static Probe probe(String question, int everySeconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath("/health/" + question)
        .withPort(new IntOrString(MANAGEMENT_PORT))
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(everySeconds)
        .withTimeoutSeconds(everySeconds == 1 ? 1 : 2)
        .withFailureThreshold(failures)
        .withSuccessThreshold(1)
        .build();
  }

  private List<EnvVar> environment(Optional<String> stateSecret) {
    List<EnvVar> all = new ArrayList<>();
    all.add(variable("TENON_GRACE", settings.grace().toSeconds() + "s"));
    // the host's name is cut at 63 characters, and would not be unique
    all.add(
        new EnvVarBuilder()
            .withName("TENON_REPLICA")
            .withNewValueFrom()
            .withNewFieldRef()
            .withApiVersion("v1")
            .withFieldPath("metadata.name")
            .endFieldRef()
            .endValueFrom()
            .build());
    if (!settings.schemes().isEmpty()) {
      all.add(variable("TENON_ALLOW_SCHEMES", String.join(",", settings.schemes())));
    }
    settings.entrance().ifPresent(it -> all.add(variable("TENON_PUBLIC_URL", it.url())));
    stateSecret.ifPresent(
        secret -> {
          all.add(secretVariable("TENON_STATE", secret, STATE_URL));
          all.add(secretVariable("TENON_STATE_USER", secret, STATE_USER));
          all.add(variable("TENON_STATE_PASSWORD_FILE", STATE + "/" + STATE_PASSWORD));
        });
    all.add(variable("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"));
    return all;
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static EnvVar secretVariable(String name, String secret, String key) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewSecretKeyRef(key, secret, false)
        .endValueFrom()
        .build();
  }

  /** One volume is the plan folder, Secrets included, so that all of it is refreshed together. */
  private static List<Volume> volumes(Plan plan, Optional<String> stateSecret) {
    List<VolumeProjection> sources = new ArrayList<>();
    sources.add(
        new VolumeProjectionBuilder()
            .withNewConfigMap()
            .withName(PlanFiles.name(plan.of(), plan.revision()))
            .endConfigMap()
            .build());
    sources.add(
        new VolumeProjectionBuilder()
            .withNewConfigMap()
            .withName(Labels.name(plan.of()))
            .endConfigMap()
            .build());
    Map<String, List<KeyToPath>> secrets = new TreeMap<>();
    for (SecretKey key : plan.secrets()) {
      secrets
          .computeIfAbsent(key.secret(), any -> new ArrayList<>())
          .add(
              new KeyToPath(
                  key.key(), null, PlanFolder.SECRETS + "/" + key.secret() + "/" + key.key()));
    }
    secrets.forEach(
        (name, items) ->
            sources.add(
                new VolumeProjectionBuilder()
                    .withNewSecret()
                    .withName(name)
                    .withItems(items)
                    .endSecret()
                    .build()));
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        new VolumeBuilder()
            .withName("plan")
            .withNewProjected()
            .withDefaultMode(0440)
            .withSources(sources)
            .endProjected()
            .build());
    volumes.add(
        new VolumeBuilder()
            .withName("tmp")
            .withNewEmptyDir()
            .withSizeLimit(new Quantity("64Mi"))
            .endEmptyDir()
            .build());
    stateSecret.ifPresent(
        secret ->
            volumes.add(
                new VolumeBuilder()
                    .withName("state")
                    .withNewSecret()
                    .withSecretName(secret)
                    .withDefaultMode(0440)
                    .addNewItem(STATE_PASSWORD, null, STATE_PASSWORD)
                    .endSecret()
                    .build()));
    return volumes;
  }
}
