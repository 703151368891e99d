package dev.tenon.local;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** Applies manifests as {@code kubectl apply --server-side --force-conflicts} does. */
public final class Applied {
  private Applied() {}

  /** Applies all documents of that text, in their order. */
  public static void yaml(KubernetesClient client, String text) {
    for (String document : text.split("(?m)^---$")) {
      client
          .resource(
              client
                  .getKubernetesSerialization()
                  .unmarshal(document, GenericKubernetesResource.class))
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.SERVER_SIDE_APPLY)
                  .withFieldManager("test")
                  .withForce(true)
                  .build());
    }
  }
}
