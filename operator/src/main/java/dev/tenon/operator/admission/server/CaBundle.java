package dev.tenon.operator.admission.server;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a ValidatingWebhookConfiguration says whom API servers are to trust. Where there is no such
 * configuration nobody asks, so everybody knows.
 */
final class CaBundle {
  private static final Logger LOG = LoggerFactory.getLogger(CaBundle.class);
  private static final int CONFLICT = 409;
  private static final int TRIES = 5;

  private final KubernetesClient client;
  private final String configuration;

  CaBundle(KubernetesClient client, String configuration) {
    this.client = client;
    this.configuration = configuration;
  }

  /** Whether all its webhooks trust exactly these certificates. */
  boolean know(String pem) {
    return read().stream().flatMap(one -> one.getWebhooks().stream()).allMatch(hook(encoded(pem)));
  }

  /** Has all its webhooks trust exactly these certificates. */
  void tell(String pem) {
    String bundle = encoded(pem);
    for (int i = 1; ; i++) {
      Optional<ValidatingWebhookConfiguration> now = read();
      if (now.isEmpty() || now.get().getWebhooks().stream().allMatch(hook(bundle))) {
        return;
      }
      now.get().getWebhooks().forEach(one -> one.getClientConfig().setCaBundle(bundle));
      try {
        // with the version that was read: whoever was faster wins
        client
            .admissionRegistration()
            .v1()
            .validatingWebhookConfigurations()
            .resource(now.get())
            .update();
        LOG.info("ValidatingWebhookConfiguration {} trusts other authorities now", configuration);
        return;
      } catch (KubernetesClientException e) {
        if (e.getCode() != CONFLICT || i == TRIES) {
          throw e;
        }
      }
    }
  }

  private static java.util.function.Predicate<ValidatingWebhook> hook(String bundle) {
    return one -> bundle.equals(one.getClientConfig().getCaBundle());
  }

  private Optional<ValidatingWebhookConfiguration> read() {
    return Optional.ofNullable(
            client
                .admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(configuration)
                .get())
        .filter(one -> !List.of().equals(one.getWebhooks()));
  }

  private static String encoded(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }
}
