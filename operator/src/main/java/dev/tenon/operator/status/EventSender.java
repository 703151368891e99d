package dev.tenon.operator.status;

import dev.tenon.api.v1alpha1.TenonResource;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends Kubernetes events, beside the reconcilers and never in their way: an event that cannot be
 * sent is logged and dropped, since the conditions say the same.
 */
public final class EventSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
  private static final int WAITING_AT_MOST = 1000;
  private static final String COMPONENT = "tenon-operator";

  private final KubernetesClient client;
  private final ThreadPoolExecutor sender;

  /** Sends with that client, one event at a time. */
  public EventSender(KubernetesClient client) {
    this.client = client;
    this.sender =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_AT_MOST),
            task -> {
              Thread thread = new Thread(task, "tenon-events");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Sends an event about an object.
   *
   * @param warning whether a person should look
   * @param reason a CamelCase word, the reason of the condition that changed
   */
  public void send(
      TenonResource<?, ?> about, boolean warning, String reason, String message, Instant now) {
    Event event = event(about, warning, reason, message, now);
    try {
      sender.execute(() -> create(event));
    } catch (RejectedExecutionException e) {
      LOG.debug("event {} of {} dropped: too many wait", reason, about.getMetadata().getName());
    }
  }

  private void create(Event event) {
    try {
      client.v1().events().inNamespace(event.getMetadata().getNamespace()).resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.info(
          "event {} of {} not sent: {}",
          event.getReason(),
          event.getInvolvedObject().getName(),
          e.getMessage());
    }
  }

  private static Event event(
      TenonResource<?, ?> about, boolean warning, String reason, String message, Instant now) {
    String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
    // events of kinds without a namespace live in default, as Kubernetes' own do
    String namespace = Optional.ofNullable(about.getMetadata().getNamespace()).orElse("default");
    return new EventBuilder()
        .withNewMetadata()
        // an API server completes a prefix that ends in a dash, and refuses one that ends in a dot
        .withGenerateName(about.getMetadata().getName() + "-")
        .withNamespace(namespace)
        .endMetadata()
        .withInvolvedObject(
            new ObjectReferenceBuilder()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .withResourceVersion(about.getMetadata().getResourceVersion())
                .build())
        .withType(warning ? "Warning" : "Normal")
        .withReason(reason)
        .withMessage(message)
        .withFirstTimestamp(time)
        .withLastTimestamp(time)
        .withCount(1)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withReportingInstance("")
        .build();
  }

  @Override
  public void close() {
    sender.shutdownNow();
  }
}
