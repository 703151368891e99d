package dev.tenon.operator.admission.server;

import dev.tenon.api.Crds;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.operator.admission.Confirmation;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confirms the estate of a cluster by reads of its API server. What cannot be read in time stays as
 * the watches have it: an answer that is a little late is better than none.
 */
final class LiveReads implements Confirmation {
  private static final Logger LOG = LoggerFactory.getLogger(LiveReads.class);
  private static final String NAMESPACE = "Namespace";

  private final KubernetesClient client;
  private final WatchedEstate estate;
  private final Duration patience;
  private final Map<String, Class<? extends TenonResource<?, ?>>> kinds = new HashMap<>();

  /**
   * Reads with that client.
   *
   * @param patience for all reads of one confirmation together
   */
  LiveReads(KubernetesClient client, WatchedEstate estate, Duration patience) {
    this.client = client;
    this.estate = estate;
    this.patience = patience;
    Crds.kinds().forEach(kind -> kinds.put(HasMetadata.getKind(kind), kind));
  }

  @Override
  public boolean objects(Set<Ref> refs) {
    long end = System.nanoTime() + patience.toNanos();
    boolean otherwise = false;
    for (Ref ref : refs) {
      if (System.nanoTime() > end) {
        LOG.warn("{} and what follows it was not confirmed in time", ref);
        return otherwise;
      }
      try {
        otherwise |= object(ref);
      } catch (KubernetesClientException e) {
        LOG.warn("{} was not confirmed: {}", ref, e.getMessage());
      }
    }
    return otherwise;
  }

  private boolean object(Ref ref) {
    if (ref.kind().equals(NAMESPACE)) {
      return Optional.ofNullable(client.namespaces().withName(ref.name()).get())
          .filter(estate::putNamespace)
          .isPresent();
    }
    Class<? extends TenonResource<?, ?>> kind = kinds.get(ref.kind());
    return kind != null && read(kind, ref).map(estate::put).orElseGet(() -> estate.remove(ref));
  }

  private <T extends TenonResource<?, ?>> Optional<T> read(Class<T> kind, Ref ref) {
    return Optional.ofNullable(
        ref.namespace().isEmpty()
            ? client.resources(kind).withName(ref.name()).get()
            : client.resources(kind).inNamespace(ref.namespace()).withName(ref.name()).get());
  }

  @Override
  public boolean waivers(String namespace) {
    try {
      boolean otherwise = false;
      for (Waiver waiver :
          client.resources(Waiver.class).inNamespace(namespace).list().getItems()) {
        otherwise |= estate.put(waiver);
      }
      return otherwise;
    } catch (KubernetesClientException e) {
      LOG.warn("the Waivers of {} were not confirmed: {}", namespace, e.getMessage());
      return false;
    }
  }
}
