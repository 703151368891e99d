package dev.tenon.operator.report;

import dev.tenon.engine.problem.Problem;
import dev.tenon.operator.status.ReportWriter;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one report for each namespace in which something fails, and none where nothing does. It
 * writes beside the reconcilers, a namespace at most once in a while, and only what is otherwise
 * than before: the conditions say the same, and are first.
 */
public final class Reports implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final int NOT_FOUND = 404;

  /** By then, counted in paces, an operator that has started has judged what there is. */
  private static final int LOOK_BACK = 12;

  private final ReportWriter writer;
  private final ScheduledExecutorService executor;
  private final Map<String, Map<Ref, List<Problem>>> found = new HashMap<>();
  private final Map<String, Optional<GenericKubernetesResource>> written = new HashMap<>();
  private final Set<String> due = new TreeSet<>();
  private boolean complained;

  /**
   * Reports that are written through that writer.
   *
   * @param pace how long what is found is gathered before it is written
   */
  public Reports(ReportWriter writer, Duration pace) {
    this.writer = writer;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "tenon-reports");
              thread.setDaemon(true);
              return thread;
            });
    executor.schedule(this::lookBack, pace.toMillis() * LOOK_BACK, TimeUnit.MILLISECONDS);
    executor.scheduleWithFixedDelay(
        this::write, pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Takes what review says of an integration now. */
  public synchronized void judged(Ref integration, List<Problem> problems) {
    List<Problem> failures = problems.stream().filter(NamespaceReport::fails).toList();
    Map<Ref, List<Problem>> here =
        found.computeIfAbsent(integration.namespace(), any -> new TreeMap<>());
    List<Problem> before = here.put(integration, failures);
    if (!failures.equals(before == null ? List.of() : before)) {
      due.add(integration.namespace());
    }
  }

  /** There is no such integration any more. */
  public synchronized void forget(Ref integration) {
    Map<Ref, List<Problem>> here = found.getOrDefault(integration.namespace(), new TreeMap<>());
    if (here.remove(integration) != null) {
      due.add(integration.namespace());
    }
    if (here.isEmpty()) {
      found.remove(integration.namespace());
    }
  }

  /** Reports of a namespace whose last integration went while nobody looked go, too. */
  private void lookBack() {
    try {
      Set<String> namespaces = writer.namespaces();
      synchronized (this) {
        due.addAll(namespaces);
      }
    } catch (KubernetesClientException e) {
      failed(e);
    }
  }

  private void write() {
    for (String namespace : take()) {
      Optional<GenericKubernetesResource> report = report(namespace);
      if (report.equals(written.get(namespace))) {
        continue;
      }
      try {
        if (report.isPresent()) {
          writer.write(report.get());
        } else {
          writer.delete(namespace);
        }
        written.put(namespace, report);
        complained = false;
      } catch (KubernetesClientException e) {
        failed(e);
        later(namespace);
      }
    }
  }

  private void failed(KubernetesClientException e) {
    if (!complained) {
      complained = true;
      LOG.warn(
          "a report cannot be written, and is tried again: {}",
          e.getCode() == NOT_FOUND
              ? "the kind Report of openreports.io/v1alpha1 is not installed"
              : e.getMessage());
    }
  }

  private void later(String namespace) {
    executor.schedule(() -> due(namespace), AGAIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void due(String namespace) {
    due.add(namespace);
  }

  private synchronized List<String> take() {
    List<String> taken = List.copyOf(due);
    due.clear();
    return taken;
  }

  private synchronized Optional<GenericKubernetesResource> report(String namespace) {
    List<Problem> problems =
        found.getOrDefault(namespace, Map.of()).values().stream().flatMap(List::stream).toList();
    return problems.isEmpty()
        ? Optional.empty()
        : Optional.of(NamespaceReport.of(namespace, problems));
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
