package dev.tenon.engine.render;

import dev.tenon.plan.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether routes fit together: each has a name of its own, what is handed over is taken by exactly
 * one route, nothing feeds itself, and everything that is polled reaches an inbox.
 */
final class Wiring {
  private static final Set<String> CANNOT_START = Set.of("log");
  private static final Set<String> CANNOT_END = Set.of("timer", "platform-http");

  private final List<RouteView> routes;
  private final SortedMap<String, Call> calls;
  private final Sources sources;
  private final Findings findings;

  private Wiring(
      List<RouteView> routes, SortedMap<String, Call> calls, Sources sources, Findings findings) {
    this.routes = routes;
    this.calls = calls;
    this.sources = sources;
    this.findings = findings;
  }

  static void check(
      List<RouteView> routes, SortedMap<String, Call> calls, Sources sources, Findings findings) {
    Wiring wiring = new Wiring(routes, calls, sources, findings);
    wiring.ids();
    wiring.directions();
    wiring.handOver("inbox");
    wiring.handOver("direct");
    wiring.paths();
    wiring.circles();
    PolledItems.check(routes, sources, findings);
  }

  private void wrong(String path, String message, String fix) {
    findings.wrong(sources.of(path), message, fix);
  }

  private void ids() {
    Set<String> ids = new HashSet<>();
    for (RouteView route : routes) {
      if (!ids.add(route.id())) {
        wrong(
            route.path() + ".id",
            "two routes have the id '" + route.id() + "'",
            "Give each route an id of its own.");
      }
    }
  }

  private void directions() {
    for (RouteView route : routes) {
      if (CANNOT_START.contains(route.fromScheme())) {
        wrong(
            route.fromPath(),
            route.fromScheme() + ": cannot start a route",
            "Start it with system:, events:, inbox:, platform-http:, timer: or direct:.");
      }
      for (RouteView.Produced to : route.produced()) {
        if (CANNOT_END.contains(to.scheme())) {
          wrong(
              to.path(), to.scheme() + ": cannot be sent to", "Use it in `from`, or take it out.");
        }
      }
    }
  }

  private void handOver(String scheme) {
    Map<String, List<String>> takers = new TreeMap<>();
    Map<String, List<String>> givers = new TreeMap<>();
    for (RouteView route : routes) {
      if (route.fromScheme().equals(scheme)) {
        takers
            .computeIfAbsent(RouteView.name(route.from()), n -> new ArrayList<>())
            .add(route.fromPath());
      }
      for (RouteView.Produced to : route.produced()) {
        if (to.scheme().equals(scheme)) {
          givers.computeIfAbsent(to.name(), n -> new ArrayList<>()).add(to.path());
        }
      }
    }
    Set<String> names = new TreeSet<>(takers.keySet());
    names.addAll(givers.keySet());
    for (String name : names) {
      List<String> from = takers.getOrDefault(name, List.of());
      List<String> to = givers.getOrDefault(name, List.of());
      String what = scheme + ":" + name;
      if (from.isEmpty()) {
        wrong(
            to.get(0),
            "no route takes what is put into " + what,
            "Add a route with `from: {uri: \"" + what + "\"}`.");
      } else if (to.isEmpty()) {
        wrong(
            from.get(0),
            "no route puts anything into " + what,
            "Add a step `to: \"" + what + "\"`, or take the route out.");
      } else if (from.size() > 1) {
        wrong(
            from.get(1),
            from.size() + " routes take from " + what,
            "Let one route take it; several targets have an inbox each.");
      }
    }
  }

  private void paths() {
    Set<String> listening = new HashSet<>();
    for (RouteView route : routes) {
      route
          .path(calls)
          .filter(path -> !listening.add("/" + path.replaceAll("^/+", "")))
          .ifPresent(
              path ->
                  wrong(
                      route.fromPath(),
                      "two routes listen at " + path,
                      "Give each a path of its own."));
    }
  }

  /** A message that comes back to where it was is handed over for ever. */
  private void circles() {
    Map<String, RouteView> takers = new HashMap<>();
    for (RouteView route : routes) {
      if (route.fromScheme().equals("inbox") || route.fromScheme().equals("direct")) {
        takers.putIfAbsent(route.fromScheme() + ":" + RouteView.name(route.from()), route);
      }
    }
    for (RouteView route : routes) {
      Set<RouteView> reached = new HashSet<>();
      if (reaches(route, route, takers, reached)) {
        wrong(
            route.fromPath(),
            "what the route '" + route.id() + "' sends comes back to it, without end",
            "Let messages go one way.");
        return;
      }
    }
  }

  private static boolean reaches(
      RouteView from, RouteView goal, Map<String, RouteView> takers, Set<RouteView> seen) {
    for (RouteView.Produced to : from.produced()) {
      RouteView next = takers.get(to.scheme() + ":" + to.name());
      if (next != null
          && (next.equals(goal) || seen.add(next) && reaches(next, goal, takers, seen))) {
        return true;
      }
    }
    return false;
  }
}
