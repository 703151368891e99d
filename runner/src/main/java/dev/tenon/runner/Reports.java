package dev.tenon.runner;

import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.RunnerReport.Counts;
import dev.tenon.plan.RunnerReport.SystemHealth;
import dev.tenon.runner.context.PlanContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said of the integrations, and to whom. Only those that something happened to are looked
 * at, each at most so often, and listeners hear of differences alone; so a thousand idle
 * integrations cost nothing here.
 */
final class Reports {
  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

  private static final Duration ROUND = Duration.ofMillis(200);

  private final Counted counted;
  private final long every;
  private final InstantSource clock;
  private final Map<Ref, Said> said = new ConcurrentHashMap<>();
  private final List<Consumer<RunnerReport>> listeners = new CopyOnWriteArrayList<>();

  /**
   * What was reported last.
   *
   * @param at by {@link System#nanoTime}
   * @param again whether to look once more: what is counted is written a little later
   */
  private record Said(RunnerReport report, long at, boolean again) {}

  Reports(Counted counted, Duration every, InstantSource clock) {
    this.counted = counted;
    this.clock = clock;
    this.every = every.toNanos();
  }

  void listen(Consumer<RunnerReport> listener) {
    listeners.add(listener);
  }

  void forget(Ref of) {
    said.remove(of);
  }

  /** The report as it is now. */
  RunnerReport of(Integration integration) {
    return report(
        integration,
        counted
            .now(integration.of())
            .or(() -> counted.of(integration.of(), ROUND))
            .orElseGet(() -> integration.units().here()));
  }

  /** Tells listeners what is new. Runs on one thread, again and again. */
  void round(Iterable<Integration> integrations) {
    if (listeners.isEmpty()) {
      return;
    }
    long now = System.nanoTime();
    for (Integration integration : integrations) {
      Said last = said.get(integration.of());
      if (last != null
          && now - last.at() < every
          && last.report().phase() == integration.status().phase()) {
        continue;
      }
      // what is held or dead, and passes that find nothing, change without any exchange
      boolean open =
          last != null
              && (last.report().messages().held() > 0
                  || !last.report().systems().isEmpty()
                  || !last.report().passes().equals(passes(integration)));
      boolean changed = integration.units().takeChanged();
      if (changed || open || last == null || last.again()) {
        tell(integration, last, now, changed);
      }
    }
  }

  private void tell(Integration integration, Said last, long now, boolean again) {
    try {
      Counts counts =
          counted.of(integration.of(), ROUND).orElseGet(() -> integration.units().here());
      RunnerReport report = report(integration, counts);
      said.put(integration.of(), new Said(report, now, again));
      if (last == null || !report.equals(last.report())) {
        listeners.forEach(listener -> listener.accept(report));
      }
    } catch (RuntimeException e) {
      integration.units().touch();
      LOG.warn("{} could not be reported: {}", integration.of(), e.toString());
    }
  }

  private RunnerReport report(Integration integration, Counts counts) {
    Integration.Status status = integration.status();
    Optional<PlanContext> running = integration.running();
    SortedMap<String, SystemHealth> troubled = integration.healths().troubled(clock.instant());
    Counts now = troubled.isEmpty() ? counts : held(integration, running).orElse(counts);
    return new RunnerReport(
        integration.of(),
        status.revision(),
        status.phase(),
        status.cause(),
        now,
        deadLetterCause(integration.of(), now),
        troubled,
        passes(integration),
        running.flatMap(PlanContext::backlog));
  }

  private Optional<String> deadLetterCause(Ref of, Counts counts) {
    if (counts.deadLetters() == 0) {
      return Optional.empty();
    }
    try {
      return counted.deadLetterCause(of);
    } catch (StateUnavailable e) {
      // like the counts, what was said before is nearer to the truth than nothing
      return Optional.ofNullable(said.get(of)).flatMap(last -> last.report().deadLetterCause());
    }
  }

  /** While a System is away, an inbox knows of more that is held than is counted. */
  private static Optional<Counts> held(Integration integration, Optional<PlanContext> running) {
    try {
      return running.flatMap(PlanContext::counts);
    } catch (StateUnavailable e) {
      LOG.debug("what {} holds is not known now", integration.of());
      return Optional.empty();
    }
  }

  private static Map<String, RunnerReport.Pass> passes(Integration integration) {
    return integration.running().map(PlanContext::passes).orElseGet(TreeMap::new);
  }
}
