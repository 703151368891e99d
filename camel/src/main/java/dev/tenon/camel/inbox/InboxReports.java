package dev.tenon.camel.inbox;

import dev.tenon.camel.PlanRuntime;
import dev.tenon.camel.state.Inbox;
import dev.tenon.camel.state.StateStore;
import dev.tenon.plan.Call;
import dev.tenon.plan.RunnerReport.Backlog;
import dev.tenon.plan.RunnerReport.Counts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What inboxes say of themselves in a runner's report. */
public final class InboxReports {
  private InboxReports() {}

  /**
   * The counts of an integration. While the System of an inbox is away, all that waits there counts
   * as held, tried or not.
   */
  public static Counts counts(PlanRuntime runtime) {
    StateStore store = runtime.requireState();
    Counts counts = store.tallies().of(runtime.of());
    List<Lane> away = away(runtime);
    if (away.isEmpty()) {
      return counts;
    }
    var byInbox = store.tallies().byInbox(runtime.of());
    long held = counts.held();
    for (Lane lane : away) {
      held -= byInbox.getOrDefault(lane.inbox().name(), Counts.NONE).held();
      held += store.tallies().waiting(lane.inbox());
    }
    return new Counts(
        counts.received(),
        counts.delivered(),
        counts.filtered(),
        counts.duplicates(),
        counts.refused(),
        held,
        counts.deadLetters());
  }

  /**
   * The oldest message that waits for a System which is away, and when it becomes a dead letter.
   */
  public static Optional<Backlog> backlog(PlanRuntime runtime) {
    return away(runtime).stream()
        .filter(lane -> lane.away().filter(Outage.Away::counts).isPresent())
        .flatMap(lane -> lane.oldest().or(() -> lane.away().map(Outage.Away::since)).stream())
        .min(Comparator.<Instant>naturalOrder())
        .map(since -> new Backlog(since, since.plus(runtime.plan().resilience().hold().maxAge())));
  }

  private static List<Lane> away(PlanRuntime runtime) {
    return runtime.plan().calls().values().stream()
        .filter(Call.Take.class::isInstance)
        .map(call -> new Inbox(runtime.of(), ((Call.Take) call).inbox()))
        .flatMap(inbox -> Deliveries.lane(runtime.requireState(), inbox).stream())
        .filter(Lane::isAway)
        .toList();
  }
}
