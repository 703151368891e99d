package dev.tenon.sandbox.webhook;

import dev.tenon.sandbox.config.WebhookConfig;
import dev.tenon.sandbox.http.Loop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The webhooks of a vendor, with the connections that they share. */
public final class Webhooks implements AutoCloseable {
  private final Loop loop;
  private final Courier courier;
  private final Map<String, WebhookService> byName = new LinkedHashMap<>();

  /** Starts what is declared; what has a schedule is sent by it from now on. */
  public Webhooks(List<WebhookConfig> declared, Loop loop, long seed) {
    this.loop = loop;
    this.courier = loop.call(() -> new Courier(loop));
    declared.forEach(
        config ->
            byName.put(
                config.name(),
                new WebhookService(config, loop, courier, seed ^ config.name().hashCode())));
  }

  /** All, as declared. */
  public List<WebhookService> all() {
    return List.copyOf(byName.values());
  }

  /** One by its name. */
  public Optional<WebhookService> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** As at the start. */
  public void reset() {
    byName.values().forEach(WebhookService::reset);
  }

  @Override
  public void close() {
    byName.values().forEach(WebhookService::stop);
    loop.run(courier::close);
  }
}
