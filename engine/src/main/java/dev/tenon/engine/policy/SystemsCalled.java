package dev.tenon.engine.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.Durations;
import dev.tenon.api.v1alpha1.Claim;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Limit;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.engine.change.Subject;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import java.time.Duration;
import java.util.Optional;

/**
 * The Systems that an Integration calls, by name, each with its limits; each limit with what this
 * Integration claims, what the others have claimed, and what its schedule alone uses.
 */
final class SystemsCalled {
  private final Subject subject;
  private final Integration integration;
  private final Optional<Plan> plan;

  SystemsCalled(Subject subject, Integration integration) {
    this.subject = subject;
    this.integration = integration;
    this.plan = subject.rendering().flatMap(rendering -> rendering.result());
  }

  JsonNode json(Documents documents) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Ref ref : subject.estate().calledBy(subject.of())) {
      subject
          .estate()
          .system(ref.name())
          .ifPresent(system -> all.add(joined(ref.name(), system, documents)));
    }
    return all;
  }

  private ObjectNode joined(String name, SystemResource system, Documents documents) {
    ObjectNode joined = JsonNodeFactory.instance.objectNode();
    joined.put("name", name);
    joined.set("spec", documents.of(system).path("spec"));
    Optional<Schedule> schedule = plan.map(one -> Schedule.of(one.facts(), name));
    ArrayNode limits = joined.putArray("limits");
    Optional<Long> hourly = schedule.flatMap(Schedule::hourly);
    boolean scheduled = hourly.isPresent();
    for (Limit limit : system.spec().limits()) {
      long claim = claim(name, limit);
      limits.add(limit(name, limit, claim, schedule));
      if (!scheduled && claim > 0 && limit.per().isPresent()) {
        long calls = hourly(claim / limit.costPerCall().orElse(1L), limit.per().get());
        hourly = Optional.of(Math.min(calls, hourly.orElse(Long.MAX_VALUE)));
      }
    }
    hourly.ifPresent(calls -> joined.put("callsPerHour", calls));
    return joined;
  }

  private static long hourly(long calls, Duration per) {
    return calls * Duration.ofHours(1).toMillis() / Math.max(1, per.toMillis());
  }

  private long claim(String system, Limit limit) {
    return integration.spec().claims().stream()
        .filter(claim -> claim.isOf(system, limit.name()))
        .mapToLong(Claim::amount)
        .findFirst()
        .orElse(0);
  }

  private ObjectNode limit(String system, Limit limit, long claim, Optional<Schedule> schedule) {
    LimitId id = new LimitId(system, limit.name());
    long cost = limit.costPerCall().orElse(1L);
    ObjectNode joined = JsonNodeFactory.instance.objectNode();
    joined.put("name", limit.name());
    joined.put("unit", unit(limit));
    joined.put("amount", limit.amount());
    joined.put("allocatable", limit.allocatable());
    limit.per().ifPresent(per -> joined.put("per", Durations.format(per)));
    joined.put("costPerCall", cost);
    joined.put("claim", claim);
    joined.put(
        "allocated",
        Math.max(0, subject.ledger().claimed(id) - subject.ledger().claimed(id, subject.of())));
    limit
        .per()
        .flatMap(per -> schedule.flatMap(one -> one.in(per)))
        .ifPresent(calls -> joined.put("scheduled", calls * cost));
    return joined;
  }

  private static String unit(Limit limit) {
    if (limit.calls().isPresent()) {
      return "calls";
    }
    return limit.points().isPresent() ? "points" : "concurrency";
  }
}
