package dev.tenon.operator.tls;

import dev.tenon.operator.tls.Authorities.Lives;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The authorities that all replicas of a server share, in a Secret. Any of them replaces what has
 * aged; where two do at once, the API server lets one through and the other reads again.
 */
public final class AuthoritySecret {
  private static final Logger LOG = LoggerFactory.getLogger(AuthoritySecret.class);
  private static final int CONFLICT = 409;
  private static final int TRIES = 5;

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final Lives lives;

  /** That Secret; it is made, or filled, where there is nothing in it. */
  public AuthoritySecret(KubernetesClient client, String namespace, String name, Lives lives) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
    this.lives = lives;
  }

  /**
   * The authorities as they should be at that time, written where they were otherwise.
   *
   * @param published whether callers are told to trust all of a bundle
   * @throws KubernetesClientException where the Secret cannot be read or written
   */
  public Authorities at(Instant now, Predicate<String> published) throws GeneralSecurityException {
    for (int i = 1; ; i++) {
      Optional<Secret> secret =
          Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
      Optional<Authorities> before = secret.flatMap(this::read);
      Authorities desired =
          before.isPresent()
              ? before.get().at(name, now, lives, published.test(before.get().bundle()))
              : Authorities.begin(name, now, lives);
      if (before.equals(Optional.of(desired))) {
        return desired;
      }
      try {
        write(secret, desired);
        LOG.info("Secret {}/{} holds the authorities anew", namespace, name);
        return desired;
      } catch (KubernetesClientException e) {
        if (e.getCode() != CONFLICT || i == TRIES) {
          throw e;
        }
      }
    }
  }

  private Optional<Authorities> read(Secret secret) {
    Map<String, String> entries = new TreeMap<>();
    Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
        .forEach(
            (key, value) ->
                entries.put(
                    key, new String(Base64.getDecoder().decode(value), StandardCharsets.US_ASCII)));
    try {
      return Authorities.read(entries);
    } catch (GeneralSecurityException e) {
      LOG.warn(
          "Secret {}/{} holds no authorities that can be read, so they are made anew: {}",
          namespace,
          name,
          e.getMessage());
      return Optional.empty();
    }
  }

  private void write(Optional<Secret> before, Authorities authorities)
      throws GeneralSecurityException {
    Map<String, String> data = new TreeMap<>();
    authorities
        .write()
        .forEach(
            (key, value) ->
                data.put(
                    key,
                    Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.US_ASCII))));
    SecretBuilder secret =
        before
            .map(SecretBuilder::new)
            .orElseGet(
                () ->
                    new SecretBuilder()
                        .withType("Opaque")
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata());
    var resource = client.secrets().inNamespace(namespace).resource(secret.withData(data).build());
    if (before.isPresent()) {
      // with the version that was read: whoever was faster wins
      resource.update();
    } else {
      resource.create();
    }
  }
}
