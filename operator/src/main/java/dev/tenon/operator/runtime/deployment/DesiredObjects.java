package dev.tenon.operator.runtime.deployment;

import dev.tenon.plan.Control;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Plan;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The objects that an integration is to have, as values: the same input gives the same objects. */
final class DesiredObjects {
  /** The pod template as it was applied for the revision, so that an upgrade restarts nothing. */
  static final String TEMPLATE = "tenon.dev/template";

  /** Where the outside reaches the integration. */
  static final String URL = "tenon.dev/url";

  /**
   * How long a rollout may take before its failure is said; what runs goes on running either way.
   */
  private static final int PROGRESS_SECONDS = 120;

  private final DeploymentSettings settings;
  private final PodTemplates templates;

  DesiredObjects(DeploymentSettings settings) {
    this.settings = settings;
    this.templates = new PodTemplates(settings);
  }

  /**
   * All objects, in the order in which they are to be written.
   *
   * @param kept the pod template that runs this very revision already, if one does
   */
  List<HasMetadata> of(
      Declared declared,
      Plan plan,
      Grant grant,
      Control control,
      Optional<String> stateSecret,
      Optional<PodTemplateSpec> kept) {
    List<HasMetadata> all = new ArrayList<>();
    all.add(PlanFiles.ofPlan(declared, plan));
    all.add(PlanFiles.live(declared, grant, control));
    all.add(
        deployment(
            declared,
            plan,
            grant.replicas(),
            kept.filter(any -> !settings.renewing())
                .orElseGet(() -> templates.of(plan, stateSecret))));
    if (plan.listens()) {
      all.addAll(Entrances.of(declared, plan, settings.entrance()));
    }
    if (grant.replicas() > 1) {
      all.add(disruption(declared));
    }
    return all;
  }

  private Deployment deployment(
      Declared declared, Plan plan, int replicas, PodTemplateSpec template) {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(TEMPLATE, Differences.json(template));
    Entrances.url(plan, settings.entrance()).ifPresent(url -> annotations.put(URL, url));
    return new DeploymentBuilder()
        .withMetadata(
            declared
                .metadata(Labels.name(declared.of()))
                .addToLabels(Labels.REVISION, plan.revision().hash())
                .withAnnotations(annotations)
                .build())
        .withNewSpec()
        .withReplicas(replicas)
        .withRevisionHistoryLimit(2)
        .withProgressDeadlineSeconds(PROGRESS_SECONDS)
        .withNewSelector()
        .withMatchLabels(Labels.selector(declared.of()))
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        // the new revision serves before the old one stops; one that does not come up stops nothing
        .withMaxUnavailable(new IntOrString(0))
        .withMaxSurge(new IntOrString(1))
        .endRollingUpdate()
        .endStrategy()
        .withTemplate(template)
        .endSpec()
        .build();
  }

  private static PodDisruptionBudget disruption(Declared declared) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(declared.metadata(Labels.name(declared.of())).build())
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        // a pod that does not come up keeps no node from being drained
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(Labels.selector(declared.of()))
        .endSelector()
        .endSpec()
        .build();
  }
}
