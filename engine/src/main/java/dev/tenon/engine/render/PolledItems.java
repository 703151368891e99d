package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every item that is polled must reach an inbox, and nothing that can fail for one item may stand
 * before it: the checkpoint moves after a complete pass, so one bad item would block the poll for
 * ever.
 */
final class PolledItems {
  private static final Set<String> HARMLESS = Set.of("inbox", "direct", "log");

  private final Map<String, RouteView> direct = new HashMap<>();
  private final Sources sources;
  private final Findings findings;

  private PolledItems(List<RouteView> routes, Sources sources, Findings findings) {
    this.sources = sources;
    this.findings = findings;
    for (RouteView route : routes) {
      if (route.fromScheme().equals("direct")) {
        direct.putIfAbsent(RouteView.name(route.from()), route);
      }
    }
  }

  static void check(List<RouteView> routes, Sources sources, Findings findings) {
    PolledItems items = new PolledItems(routes, sources, findings);
    for (RouteView route : routes) {
      if (route.fromScheme().equals("system")) {
        items.poll(route);
      }
    }
  }

  private void poll(RouteView route) {
    if (!stored(route.steps(), new HashSet<>())) {
      findings.wrong(
          sources.of(route.fromPath()),
          "not every item that the route '"
              + route.id()
              + "' polls reaches an inbox: one bad item would block the poll for ever",
          "Put each item into an inbox, in every branch, and call Systems from the route that takes it.");
    }
    calls(route, new HashSet<>());
  }

  private void calls(RouteView route, Set<RouteView> seen) {
    if (!seen.add(route)) {
      return;
    }
    for (RouteView.Produced to : route.produced()) {
      if (to.scheme().equals("direct") && direct.containsKey(to.name())) {
        calls(direct.get(to.name()), seen);
      } else if (!HARMLESS.contains(to.scheme())) {
        findings.wrong(
            sources.of(to.path()),
            "the call of "
                + to.scheme()
                + ":"
                + to.name()
                + " stands in a route that polls: one item that it fails for would block the poll for ever",
            "Move the step behind the inbox.");
      }
    }
  }

  private boolean stored(JsonNode steps, Set<String> seen) {
    for (JsonNode step : steps) {
      for (Map.Entry<String, JsonNode> field : step.properties()) {
        if (stored(field.getKey(), field.getValue(), seen)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean stored(String name, JsonNode body, Set<String> seen) {
    return switch (name) {
      case "to" -> target(body.isTextual() ? body.textValue() : body.path("uri").asText(), seen);
      // what a filter leaves out was left out on purpose, and so is what stop ends
      case "filter", "split", "multicast", "pipeline", "step" -> stored(body.path("steps"), seen);
      case "stop" -> true;
      case "choice" -> choice(body, seen);
      case "doTry" -> {
        boolean all = stored(body.path("steps"), seen);
        for (JsonNode caught : body.path("doCatch")) {
          all &= stored(caught.path("steps"), seen);
        }
        yield all;
      }
      default -> false;
    };
  }

  private boolean target(String uri, Set<String> seen) {
    String target = RouteView.name(uri);
    return switch (RouteView.scheme(uri)) {
      case "inbox" -> true;
      case "direct" ->
          direct.containsKey(target)
              && seen.add(target)
              && stored(direct.get(target).steps(), seen);
      default -> false;
    };
  }

  private boolean choice(JsonNode body, Set<String> seen) {
    boolean all = body.has("otherwise") && stored(body.path("otherwise").path("steps"), seen);
    for (JsonNode when : body.path("when")) {
      all &= stored(when.path("steps"), seen);
    }
    return all;
  }
}
