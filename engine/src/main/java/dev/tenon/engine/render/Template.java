package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.api.v1alpha1.IntegrationPatternSpec;
import dev.tenon.plan.Json;
import dev.tenon.plan.allowed.Allowed;
import dev.tenon.plan.allowed.Slot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Routes as their author wrote them, made ready once: in canonical order, with what Camel does with
 * each text, and with the name that each endpoint of ours has as a call.
 */
final class Template {
  private static final List<String> OURS = List.of("system", "events", "inbox");

  private final JsonNode routes;
  private final Map<String, Slot> slots;
  private final ParameterSpec parameters;
  private final Map<String, String> calls = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  private Template(List<Map<String, Object>> routes, ParameterSpec parameters) {
    this.routes = Canonical.of(Json.tree(Map.of("routes", routes)).get("routes"));
    this.slots = Map.copyOf(Allowed.slots(this.routes));
    this.parameters = parameters;
    for (int i = 0; i < this.routes.size(); i++) {
      number("[" + i + "]", this.routes.get(i), routeId(i), new int[1]);
    }
  }

  /** The routes of a pattern. */
  static Template of(IntegrationPatternSpec pattern) {
    return new Template(pattern.routes(), ParameterSpec.of(pattern.parameterSchema()));
  }

  /** The routes of an integration of its own. */
  static Template own(List<Map<String, Object>> routes) {
    return new Template(routes, ParameterSpec.of(Optional.empty()));
  }

  JsonNode routes() {
    return routes;
  }

  ParameterSpec parameters() {
    return parameters;
  }

  /** What Camel does with the text at that path, where it is known. */
  Optional<Slot> slot(String path) {
    return Optional.ofNullable(slots.get(path));
  }

  /**
   * The name of the call that the endpoint at that path is. Endpoints are counted as their author
   * wrote them, so that an optional step does not rename those behind it: a vendor recognises a
   * repeated request by that name.
   */
  Optional<String> call(String path) {
    return Optional.ofNullable(calls.get(path));
  }

  /** The id of the n-th route. */
  String routeId(int index) {
    String id = routes.get(index).path("route").path("id").asText();
    return id.isEmpty() ? "route" + index : id;
  }

  /** The scheme of ours that a URI has, if it has one. */
  static Optional<String> ours(String uri) {
    return OURS.stream().filter(scheme -> uri.startsWith(scheme + ":")).findFirst();
  }

  /** Whether what stands at that path depends on parameters, or is an endpoint of ours. */
  boolean open(String path) {
    return open.contains(path);
  }

  private void number(String path, JsonNode node, String route, int[] count) {
    if (node.isTextual()) {
      if (node.textValue().contains("{{")) {
        open.add(path);
        open.add(path.replaceFirst("[.](expression|token)$", ""));
      }
      if (slot(path).filter(Slot.ENDPOINT::equals).isPresent()
          && ours(node.textValue()).isPresent()) {
        count[0]++;
        calls.put(path, route + "-" + count[0]);
        open.add(path);
        open.add(path.replaceFirst("\\.uri$", "") + ".parameters");
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        number(path + "[" + i + "]", node.get(i), route, count);
      }
    } else {
      node.properties()
          .forEach(field -> number(path + "." + field.getKey(), field.getValue(), route, count));
    }
  }
}
