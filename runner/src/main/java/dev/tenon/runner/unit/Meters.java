package dev.tenon.runner.unit;

import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Counts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What is measured of one integration. Counts are the durable ones, so where several replicas share
 * a state store each of them tells the same numbers: aggregate them with {@code max}. Latencies are
 * of this process: aggregate them with {@code sum}.
 */
public final class Meters implements AutoCloseable {
  private final MeterRegistry registry;
  private final List<Meter> meters = new ArrayList<>();
  private final Timer latency;

  /**
   * Registers the meters of an integration, labelled {@code namespace} and {@code integration}.
   *
   * @param counts asked at each scrape
   * @param running whether a revision serves
   * @param troubled how many Systems are not fine
   * @param inWork requests in work
   */
  public Meters(
      MeterRegistry registry,
      Ref integration,
      Supplier<Counts> counts,
      Supplier<Boolean> running,
      Supplier<Number> troubled,
      Supplier<Number> inWork) {
    this.registry = registry;
    Tags tags = Tags.of("namespace", integration.namespace(), "integration", integration.name());
    total(tags, counts, "received", Counts::received);
    total(tags, counts, "delivered", Counts::delivered);
    total(tags, counts, "filtered", Counts::filtered);
    total(tags, counts, "duplicate", Counts::duplicates);
    total(tags, counts, "refused", Counts::refused);
    gauge(tags, "tenon.messages.held", () -> counts.get().held());
    gauge(tags, "tenon.dead.letters", () -> counts.get().deadLetters());
    gauge(tags, "tenon.integration.running", () -> running.get() ? 1 : 0);
    gauge(tags, "tenon.systems.troubled", troubled);
    gauge(tags, "tenon.requests.in.work", inWork);
    this.latency =
        Timer.builder("tenon.delivery")
            .description("From accepted to delivered")
            .tags(tags)
            .register(registry);
    meters.add(latency);
  }

  /** Where latencies go. */
  public Latencies latencies() {
    return millis -> latency.record(millis, TimeUnit.MILLISECONDS);
  }

  private void total(
      Tags tags, Supplier<Counts> counts, String outcome, ToDoubleFunction<Counts> count) {
    meters.add(
        FunctionCounter.builder(
                "tenon.messages", counts, source -> count.applyAsDouble(source.get()))
            .description("Units of delivery")
            .tags(tags.and("outcome", outcome))
            .register(registry));
  }

  private void gauge(Tags tags, String name, Supplier<Number> value) {
    meters.add(
        Gauge.builder(name, value)
            .tags(tags)
            // nobody else keeps the supplier
            .strongReference(true)
            .register(registry));
  }

  /** Takes the meters out of the registry. */
  @Override
  public void close() {
    meters.forEach(registry::remove);
  }
}
