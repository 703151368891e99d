package dev.tenon.operator.admission.server;

import dev.tenon.operator.admission.server.AdmissionSettings.Certificate;
import dev.tenon.operator.admission.server.AdmissionSettings.Own;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes trust: at the start, again and again, and at once when somebody else has changed what
 * it stands on, such as an upgrade that takes the {@code caBundle} away.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration SELDOM = Duration.ofSeconds(10);

  private static final int SHARE = 20;

  private final Trust trust;
  private final ScheduledExecutorService thread;
  private final List<SharedIndexInformer<?>> watches = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  Upkeep(KubernetesClient client, Certificate certificate, Trust trust) {
    this.trust = trust;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread one = new Thread(task, "admission-certificates");
              one.setDaemon(true);
              return one;
            });
    Duration every = every(certificate);
    thread.scheduleWithFixedDelay(this::refresh, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    if (certificate instanceof Own own) {
      watch(client.secrets().inNamespace(own.namespace()).withName(own.secret()));
      watch(
          client
              .admissionRegistration()
              .v1()
              .validatingWebhookConfigurations()
              .withName(own.configuration()));
    }
  }

  /** Often enough for what lives shortest. */
  private static Duration every(Certificate certificate) {
    Duration often =
        certificate instanceof Own own ? own.lives().server().dividedBy(SHARE) : SELDOM;
    return often.compareTo(SELDOM) < 0 ? often : SELDOM;
  }

  private <T extends HasMetadata> void watch(Informable<T> one) {
    SharedIndexInformer<T> informer =
        one.runnableInformer(0)
            .exceptionHandler((started, e) -> true)
            .addEventHandler(
                new ResourceEventHandler<T>() {
                  @Override
                  public void onAdd(T object) {
                    soon();
                  }

                  @Override
                  public void onUpdate(T before, T now) {
                    soon();
                  }

                  @Override
                  public void onDelete(T object, boolean unknown) {
                    soon();
                  }
                });
    watches.add(informer);
    informer.start();
  }

  private void soon() {
    try {
      thread.execute(this::refresh);
    } catch (RejectedExecutionException e) {
      LOG.debug("the server has ended");
    }
  }

  private void refresh() {
    try {
      trust.refresh();
    } catch (GeneralSecurityException | RuntimeException e) {
      // what is shown stays; the next time may be better
      LOG.warn("the certificate was not refreshed: {}", e.getMessage());
    }
  }

  /** Goes on for so long, or until it is closed. */
  void pause(Duration time) throws InterruptedException {
    ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    ended.countDown();
    watches.forEach(SharedIndexInformer::close);
    thread.shutdownNow();
  }
}
