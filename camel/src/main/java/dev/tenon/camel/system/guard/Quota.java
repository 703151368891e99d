package dev.tenon.camel.system.guard;

import dev.tenon.camel.state.StateStore;
import dev.tenon.camel.state.StateUnavailable;
import dev.tenon.plan.Durations;
import dev.tenon.plan.Grant;
import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import dev.tenon.plan.RunnerReport.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * An integration's shares of the limits of one System, as they are granted now. A call needs a
 * permit of each limit of calls or points, and one of the slots that the shares of concurrency
 * leave to this replica.
 */
final class Quota {
  /** Calls at a time where no limit says less: enough to be no limit, and it still is one. */
  static final int UNLIMITED_SLOTS = 64;

  private final Ref integration;
  private final String system;
  private final Supplier<Grant> grant;
  private final Optional<StateStore> state;
  private final Map<LimitId, PermitBlock> blocks = new ConcurrentHashMap<>();
  private volatile Terms terms = new Terms(null, UNLIMITED_SLOTS, List.of());

  Quota(Ref integration, String system, Supplier<Grant> grant, Optional<StateStore> state) {
    this.integration = integration;
    this.system = system;
    this.grant = grant;
    this.state = state;
  }

  /** What became of asking for permits. */
  sealed interface Answer {}

  /** Why no permit was given. */
  record Refusal(Trouble trouble, String detail, Optional<Instant> nextAt) implements Answer {}

  /** The permits for one call, of each limit that is counted. */
  record Ticket(List<Counted> of) implements Answer {}

  /** A limit that is counted. */
  record Counted(LimitId limit, Grant.Share share) {}

  /** What a grant means here. */
  private record Terms(Grant of, int slots, List<Counted> counted) {}

  /** How many calls this replica may have under way: 0 when a limit of concurrency grants none. */
  int slots() {
    return terms().slots();
  }

  /**
   * Takes a permit of every limit that is counted, or none of any. Limits with short periods are
   * asked first: what is taken for nothing is given back and may still be lost when its bucket
   * ends, and there it comes back soonest.
   */
  Answer take(Instant now) {
    List<Counted> counted = terms().counted();
    for (Counted each : counted) {
      Optional<Instant> known =
          Optional.ofNullable(blocks.get(each.limit()))
              .flatMap(block -> block.emptyUntil(each.share(), now));
      if (known.isPresent()) {
        return usedUp(each, known.get());
      }
    }
    for (int i = 0; i < counted.size(); i++) {
      Optional<Refusal> refusal = take(counted.get(i), now);
      if (refusal.isPresent()) {
        giveBack(new Ticket(counted.subList(0, i)), now);
        return refusal.get();
      }
    }
    return new Ticket(counted);
  }

  /** Gives back the permits for a call that was not made. */
  void giveBack(Ticket ticket, Instant now) {
    for (Counted each : ticket.of()) {
      PermitBlock block = blocks.get(each.limit());
      if (block != null) {
        block.giveBack(now);
      }
    }
  }

  private Optional<Refusal> take(Counted counted, Instant now) {
    if (state.isEmpty()) {
      return Optional.of(
          new Refusal(
              Trouble.Unavailable,
              "its limit "
                  + counted.limit().limit()
                  + " is counted in a state store and there is none: configure one",
              Optional.empty()));
    }
    PermitBlock block =
        blocks.computeIfAbsent(
            counted.limit(), limit -> new PermitBlock(state.get().permits(), integration, limit));
    try {
      return block.take(counted.share(), now).map(next -> usedUp(counted, next));
    } catch (StateUnavailable e) {
      return Optional.of(
          new Refusal(
              Trouble.Unavailable,
              "the state store, which counts its limit "
                  + counted.limit().limit()
                  + ", does not answer",
              Optional.empty()));
    }
  }

  private static Refusal usedUp(Counted counted, Instant next) {
    return new Refusal(
        Trouble.QuotaExhausted,
        "the share of its limit "
            + counted.limit().limit()
            + ", "
            + text(counted.share())
            + ", is used up",
        Optional.of(next));
  }

  private static String text(Grant.Share share) {
    return share.amount()
        + (share.unit() == Unit.Points ? " points" : " calls")
        + share.per().map(per -> " per " + Durations.format(per)).orElse("");
  }

  private Terms terms() {
    Grant now = grant.get();
    Terms known = terms;
    if (now.equals(known.of())) {
      return known;
    }
    Terms next = read(now);
    terms = next;
    return next;
  }

  private Terms read(Grant now) {
    int slots = Integer.MAX_VALUE;
    List<Counted> counted = new ArrayList<>();
    for (Map.Entry<LimitId, Grant.Share> entry : now.shares().entrySet()) {
      if (!entry.getKey().system().equals(system)) {
        continue;
      }
      if (entry.getValue().unit() == Unit.Concurrency) {
        slots = Math.min(slots, slots(entry.getValue().amount(), now.replicas()));
      } else {
        counted.add(new Counted(entry.getKey(), entry.getValue()));
      }
    }
    counted.sort(Comparator.comparing(each -> each.share().per().orElse(Duration.ZERO)));
    return new Terms(
        now, slots == Integer.MAX_VALUE ? UNLIMITED_SLOTS : slots, List.copyOf(counted));
  }

  /**
   * What one of so many replicas may use of a share. At least one while anything is granted: a
   * share smaller than the replicas is refused before it runs, and where it shrinks later, none at
   * all for everyone would be a stop by surprise.
   */
  private static int slots(long amount, int replicas) {
    if (amount <= 0) {
      return 0;
    }
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, amount / Math.max(1, replicas)));
  }
}
