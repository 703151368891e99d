package dev.tenon.operator.runtime.deployment;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The writes of this runtime: all by server-side apply under one name, and deletions. */
final class Writer {
  static final String FIELD_MANAGER = "tenon";

  /** Annotation of a running pod; a change of it has the kubelet look at its volumes at once. */
  static final String LIVE = "tenon.dev/live";

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final int UNPROCESSABLE = 422;

  private final KubernetesClient client;

  Writer(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Writes an object whole.
   *
   * @return why the cluster refuses it, or empty when it was written
   * @throws KubernetesClientException if the cluster did not answer, or has changed meanwhile
   */
  Optional<String> apply(HasMetadata desired) {
    try {
      client.resource(desired).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
      return Optional.empty();
    } catch (KubernetesClientException e) {
      if (e.getCode() == UNPROCESSABLE && immutable(desired, e)) {
        // made by somebody else, or before: nothing else changes what may not be changed
        LOG.info(
            "{} {}/{} is made anew, because it holds what cannot be changed: {}",
            desired.getKind(),
            desired.getMetadata().getNamespace(),
            desired.getMetadata().getName(),
            said(e));
        delete(desired);
        client.resource(desired).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
        return Optional.empty();
      }
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN || e.getCode() == UNPROCESSABLE) {
        return Optional.of(said(e));
      }
      throw e;
    }
  }

  private static boolean immutable(HasMetadata desired, KubernetesClientException e) {
    return !desired.getKind().equals("Deployment") && said(e).contains("immutable");
  }

  /** What the API server says, without what the client adds. */
  private static String said(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getMessage)
        .orElse(String.valueOf(e.getMessage()));
  }

  /** Deletes an object; what it owns goes after it. */
  void delete(HasMetadata object) {
    client.resource(object).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
  }

  /** Has the kubelet bring the volumes of a pod up to date now, and not within a minute. */
  void touch(Pod pod, String value) {
    try {
      client
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"metadata\":{\"annotations\":{\"" + LIVE + "\":\"" + value + "\"}}}");
    } catch (KubernetesClientException e) {
      // it has gone, or its volumes are refreshed a little later
      LOG.debug("pod {} was not touched: {}", pod.getMetadata().getName(), said(e));
    }
  }
}
