package dev.tenon.local.runtime;

import dev.tenon.api.WellKnown;
import dev.tenon.camel.Secrets;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Ref;
import dev.tenon.plan.SecretKey;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The Secrets that carry the label {@code tenon.dev/use: "true"}, as they are now. An integration
 * reads those of its own namespace and no others.
 */
final class SecretValues implements AutoCloseable {
  private final Map<Ref, Map<String, String>> known = new ConcurrentHashMap<>();
  private final SharedIndexInformer<Secret> informer;

  /** Reads with that client; tells of each Secret that changes. */
  SecretValues(KubernetesClient client, Consumer<Ref> changed) {
    this.informer =
        client
            .secrets()
            .inAnyNamespace()
            .withLabel(WellKnown.USE, "true")
            .inform(new Handler(changed));
  }

  /** The Secrets that an integration reads. */
  Secrets of(Ref integration) {
    return key -> value(integration.namespace(), key);
  }

  /** The value of a key, without a line break at its end. */
  Optional<String> value(String namespace, SecretKey key) {
    return Optional.ofNullable(known.get(Refs.secret(namespace, key.secret())))
        .flatMap(data -> Optional.ofNullable(data.get(key.key())))
        .map(SecretValues::decoded);
  }

  private static String decoded(String base64) {
    String text = new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    if (text.endsWith("\r\n")) {
      return text.substring(0, text.length() - 2);
    }
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() {
    informer.close();
  }

  private final class Handler implements ResourceEventHandler<Secret> {
    private final Consumer<Ref> changed;

    Handler(Consumer<Ref> changed) {
      this.changed = changed;
    }

    @Override
    public void onAdd(Secret secret) {
      Ref ref = Refs.secret(secret.getMetadata().getNamespace(), secret.getMetadata().getName());
      Map<String, String> data =
          Optional.ofNullable(secret.getData()).map(Map::copyOf).orElse(Map.of());
      if (!data.equals(known.put(ref, data))) {
        changed.accept(ref);
      }
    }

    @Override
    public void onUpdate(Secret before, Secret now) {
      onAdd(now);
    }

    @Override
    public void onDelete(Secret secret, boolean unknown) {
      Ref ref = Refs.secret(secret.getMetadata().getNamespace(), secret.getMetadata().getName());
      known.remove(ref);
      changed.accept(ref);
    }
  }
}
