package dev.tenon.operator.runtime.deployment;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.render.Rendering;
import dev.tenon.plan.Plan;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Set;

/** The one integration of a text of manifests, and its plan. */
record Planned(IndexedEstate estate, Integration integration, Plan plan) {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  static Planned of(String manifests) {
    IndexedEstate estate = new IndexedEstate();
    for (String document : manifests.split("(?m)^---$")) {
      Object object = YAML.unmarshal(document);
      estate.put((TenonResource<?, ?>) object);
    }
    Integration integration =
        estate.integration(estate.all(Refs.INTEGRATION).first()).orElseThrow();
    Rendering rendering = Renderer.with(Set.of()).render(integration, estate);
    return new Planned(
        estate,
        integration,
        rendering.result().orElseThrow(() -> new AssertionError(rendering.problems().toString())));
  }
}
