package dev.tenon.local.gitops;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.List;

/** What tools do that bring a repository into a cluster. */
record Tool(KubernetesClient client) {
  /**
   * As Flux does: namespaces come first; then everything is tried as a dry run, and only where all
   * of it may be, all of it is applied.
   *
   * @return what was refused; then nothing was applied
   */
  List<String> dryRunThenApply(Repository repository) {
    apply(repository.namespaces(), false);
    List<String> refused = apply(repository.others(), true);
    return refused.isEmpty() ? apply(repository.others(), false) : refused;
  }

  /**
   * As Argo CD does: one after the other in alphabetical order, whatever is refused; and all of it
   * again.
   *
   * @return what was refused in the last round
   */
  List<String> applyInRounds(Repository repository, int rounds) {
    List<String> refused = List.of();
    for (int i = 0; i < rounds; i++) {
      refused = apply(repository.alphabetically(), false);
      if (refused.isEmpty()) {
        return refused;
      }
    }
    return refused;
  }

  /** Applies one after the other. */
  List<String> apply(Repository repository, boolean dryRun) {
    List<String> refused = new ArrayList<>();
    for (GenericKubernetesResource object : repository.objects()) {
      try {
        apply(object, dryRun);
      } catch (KubernetesClientException e) {
        refused.add(
            object.getKind()
                + " "
                + object.getMetadata().getName()
                + ": "
                + (e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage()));
      }
    }
    return refused;
  }

  private void apply(GenericKubernetesResource object, boolean dryRun) {
    PatchContext.Builder context =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("gitops")
            .withForce(true);
    if (dryRun) {
      context.withDryRun(List.of("All"));
    }
    client.resource((HasMetadata) object).patch(context.build());
  }
}
