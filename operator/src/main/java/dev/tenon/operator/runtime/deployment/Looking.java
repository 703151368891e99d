package dev.tenon.operator.runtime.deployment;

import dev.tenon.plan.Control;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport;
import dev.tenon.plan.SecretKey;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks regularly for what no watch tells: what pods report, and why a pod waits for its volumes. A
 * few requests a second at most, however many integrations there are.
 */
final class Looking {
  private static final Logger LOG = LoggerFactory.getLogger(Looking.class);

  /** Each is asked this often while they are few. */
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(2);

  /** And with many of them so much less often: 50 a second in all. */
  private static final long EACH = TimeUnit.MILLISECONDS.toNanos(20);

  private final KubernetesClient client;
  private final Cached cached;
  private final Bringing bringing;
  private final PodReports reports;
  private final Map<Ref, Mine> all;
  private final Consumer<Ref> changed;

  Looking(
      KubernetesClient client,
      Cached cached,
      Bringing bringing,
      PodReports reports,
      Map<Ref, Mine> all,
      Consumer<Ref> changed) {
    this.client = client;
    this.cached = cached;
    this.bringing = bringing;
    this.reports = reports;
    this.all = all;
    this.changed = changed;
  }

  /** Looks at all that are due. */
  void round() {
    long now = System.nanoTime();
    long period = Math.max(PERIOD, EACH * all.size());
    all.forEach(
        (of, mine) -> {
          if (now - mine.dueAt < 0) {
            return;
          }
          mine.dueAt = now + period;
          try {
            look(of, mine);
          } catch (RuntimeException e) {
            LOG.debug("{} was not looked at: {}", of, e.toString());
          }
        });
  }

  private void look(Ref of, Mine mine) {
    List<Pod> pods =
        cached.pods(of).stream()
            .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
            .toList();
    waiting(of, mine, pods);
    List<Pod> answering =
        pods.stream()
            .filter(Rollout::ready)
            .filter(pod -> pod.getStatus().getPodIP() != null)
            .toList();
    if (answering.isEmpty()) {
      return;
    }
    List<CompletableFuture<Optional<RunnerReport>>> asked =
        answering.stream().map(reports::report).toList();
    CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
        .thenRun(
            () ->
                take(
                    of,
                    mine,
                    asked.stream()
                        .flatMap(answer -> answer.join().stream())
                        .filter(report -> Reported.usable(report, of))
                        .toList()));
    mine.control
        .flatMap(Control::readAgain)
        .filter(order -> mine.done.filter(it -> it.id().equals(order.id())).isEmpty())
        .ifPresent(
            order ->
                answering.forEach(
                    pod ->
                        reports
                            .done(pod)
                            .thenAccept(
                                answer ->
                                    answer
                                        .filter(it -> it.id().equals(order.id()))
                                        .ifPresent(it -> mine.done = Optional.of(it)))));
  }

  private void take(Ref of, Mine mine, List<RunnerReport> said) {
    if (said.isEmpty()) {
      return;
    }
    Reported reported = Reported.of(said);
    boolean asked = mine.control.map(Control::paused).orElse(reported.paused());
    if (asked != reported.paused()) {
      // its volumes are older than the order
      bringing.touch(of);
    }
    if (!Objects.equals(reported, mine.reported)) {
      mine.reported = reported;
      changed.accept(of);
    }
  }

  /** Secrets that are not there: the kubelet says it in events alone. */
  private void waiting(Ref of, Mine mine, List<Pod> pods) {
    SortedSet<SecretKey> missing = new TreeSet<>();
    List<Pod> stuck = pods.stream().filter(Looking::isWaiting).toList();
    Optional<Plan> plan =
        stuck.isEmpty() ? Optional.empty() : mine.wanted.or(() -> bringing.kept(of));
    if (plan.isPresent()) {
      stuck.forEach(pod -> missing.addAll(MissingSecrets.of(plan.get(), said(pod))));
    }
    if (!missing.equals(mine.missing)) {
      mine.missing = missing;
      changed.accept(of);
    }
  }

  private static boolean isWaiting(Pod pod) {
    return pod.getSpec().getNodeName() != null
        && pod.getStatus() != null
        && "Pending".equals(pod.getStatus().getPhase())
        && pod.getStatus().getContainerStatuses().stream()
            .allMatch(
                container ->
                    Optional.ofNullable(container.getState())
                        .flatMap(state -> Optional.ofNullable(state.getWaiting()))
                        .map(ContainerStateWaiting::getReason)
                        .filter(
                            reason ->
                                reason.equals("ContainerCreating")
                                    || reason.equals("CreateContainerConfigError"))
                        .isPresent());
  }

  private List<String> said(Pod pod) {
    try {
      return client
          .genericKubernetesResources("v1", "Event")
          .inNamespace(pod.getMetadata().getNamespace())
          .withField("involvedObject.uid", pod.getMetadata().getUid())
          .withField("type", "Warning")
          .list()
          .getItems()
          .stream()
          .map(GenericKubernetesResource::getAdditionalProperties)
          .map(fields -> String.valueOf(fields.get("message")))
          .toList();
    } catch (KubernetesClientException e) {
      LOG.debug("events of {} cannot be read: {}", pod.getMetadata().getName(), e.getMessage());
      return List.of();
    }
  }
}
