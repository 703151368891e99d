package dev.tenon.runner.unit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.camel.MappingRule;
import dev.tenon.camel.state.Tallies;
import dev.tenon.plan.Consumer;
import dev.tenon.plan.Plan;
import dev.tenon.plan.Ref;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.MDC;

/** Sees every exchange that begins a route, counts it if it is a unit, and says when it failed. */
public final class UnitPolicies implements RoutePolicyFactory {
  private final Ref integration;
  private final Map<String, Consumer.Kind> kinds;
  private final Set<String> storing;
  private final Set<String> answering;
  private final Units units;
  private final Latencies latencies;
  private final FailureLog log;

  /**
   * For one context.
   *
   * @param routes as they are checked, for which of them reach an inbox, which counts what it takes
   */
  public UnitPolicies(
      Plan plan, JsonNode routes, Units units, Latencies latencies, FailureLog log) {
    this.integration = plan.of();
    this.kinds =
        plan.consumers().stream()
            .collect(Collectors.toMap(Consumer::route, Consumer::kind, (one, other) -> one));
    this.answering =
        plan.consumers().stream()
            .filter(consumer -> consumer.kind() == Consumer.Kind.Http)
            .flatMap(consumer -> consumer.path().stream())
            .collect(Collectors.toSet());
    this.storing = Routes.thatReachAnInbox(plan, routes);
    this.units = units;
    this.latencies = latencies;
    this.log = log;
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
    Consumer.Kind kind = kinds.getOrDefault(routeId, Consumer.Kind.Direct);
    return kind == Consumer.Kind.Direct ? null : new UnitPolicy(kind, storing.contains(routeId));
  }

  /** A request was turned away because too many are in work. */
  public void turnedAway(String path) {
    if (answering.contains(path)) {
      units.count(Tallies.Unit.RECEIVED);
      units.count(Tallies.Unit.REFUSED);
    }
  }

  private final class UnitPolicy extends RoutePolicySupport {
    private final Consumer.Kind kind;
    private final boolean stores;

    UnitPolicy(Consumer.Kind kind, boolean stores) {
      this.kind = kind;
      this.stores = stores;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
      MDC.put(FailureLog.INTEGRATION, integration.path());
      if (counts()) {
        units.count(Tallies.Unit.RECEIVED);
      }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
      MDC.remove(FailureLog.INTEGRATION);
      Exception failure = exchange.getException();
      units.touch();
      if (counts()) {
        units.count(ended(exchange));
        if (failure == null) {
          latencies.record(exchange.getClock().elapsed());
        }
      } else if (failure != null && kind == Consumer.Kind.Http) {
        // the caller knows that it was not taken; an inbox counts only what it takes
        units.count(Tallies.Unit.RECEIVED);
        units.count(Tallies.Unit.REFUSED);
      }
      if (failure != null && kind != Consumer.Kind.Http && kind != Consumer.Kind.Events) {
        // what was asked for by HTTP is logged with the id that the caller was told
        log.failed(route.getRouteId(), Optional.empty(), failure);
      }
    }

    private Tallies.Unit ended(Exchange exchange) {
      return exchange.getException() != null
          ? Tallies.Unit.REFUSED
          : MappingRule.filtered(exchange) ? Tallies.Unit.FILTERED : Tallies.Unit.DELIVERED;
    }

    private boolean counts() {
      return switch (kind) {
        case Http, Timer, Poll, Other -> !stores;
        case Events, Inbox, Direct -> false;
      };
    }
  }
}
