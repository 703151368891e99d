package dev.tenon.operator.runtime.deployment;

import dev.tenon.plan.Control;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Json;
import dev.tenon.plan.Plan;
import dev.tenon.plan.PlanFolder;
import dev.tenon.plan.Ref;
import dev.tenon.plan.Revision;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plan folder as ConfigMaps: one for each revision, which never changes, so that pods of the last
 * good one can always be made again; and one with what reaches pods that run.
 */
final class PlanFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PlanFiles.class);

  private PlanFiles() {}

  /** The name of the ConfigMap of a revision. */
  static String name(Ref of, Revision revision) {
    return Labels.name(of) + "-" + revision.hash();
  }

  /** A plan without its grant. */
  static ConfigMap ofPlan(Declared declared, Plan plan) {
    Map<String, String> files = PlanFolder.files(plan, Grant.unlimited(plan.of()));
    files.remove(PlanFolder.GRANT);
    return new ConfigMapBuilder()
        .withMetadata(
            declared
                .metadata(name(plan.of(), plan.revision()))
                .addToLabels(Labels.REVISION, plan.revision().hash())
                .build())
        .withImmutable(true)
        .withData(files)
        .build();
  }

  /** What may change while a plan runs. */
  static ConfigMap live(Declared declared, Grant grant, Control control) {
    Map<String, String> files = new TreeMap<>();
    files.put(PlanFolder.GRANT, Json.text(grant));
    files.put(PlanFolder.CONTROL, Json.text(control));
    return new ConfigMapBuilder()
        .withMetadata(declared.metadata(Labels.name(declared.of())).build())
        .withData(files)
        .build();
  }

  /** The plan in a ConfigMap, if it is one and whole. */
  static Optional<Plan> plan(ConfigMap map) {
    try {
      return Optional.ofNullable(map.getData())
          .filter(data -> data.containsKey(PlanFolder.PLAN))
          .map(PlanFolder::plan);
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "ConfigMap {}/{} holds no plan that can be used: {}",
          map.getMetadata().getNamespace(),
          map.getMetadata().getName(),
          e.getMessage());
      return Optional.empty();
    }
  }

  /** The orders in a ConfigMap; none where it has none. */
  static Control control(ConfigMap map) {
    try {
      return Optional.ofNullable(map.getData())
          .map(data -> data.get(PlanFolder.CONTROL))
          .map(
              text ->
                  Json.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), Control.class))
          .orElse(Control.NONE);
    } catch (IllegalArgumentException e) {
      return Control.NONE;
    }
  }
}
