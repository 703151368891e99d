package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.plan.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A rendered route, as far as its endpoints say what it is connected to.
 *
 * @param path of the route's body in the rendered routes
 * @param from the URI that starts it, empty where it has none
 * @param steps its steps, a missing node where it has none
 * @param produced the endpoints that it sends to, in the order of its steps
 */
record RouteView(String id, String path, String from, JsonNode steps, List<Produced> produced) {

  /**
   * An endpoint that a route sends to.
   *
   * @param path of the URI in the rendered routes
   */
  record Produced(String uri, String path) {
    String scheme() {
      return RouteView.scheme(uri);
    }

    String name() {
      return RouteView.name(uri);
    }
  }

  static List<RouteView> all(JsonNode routes) {
    List<RouteView> views = new ArrayList<>();
    for (int i = 0; i < routes.size(); i++) {
      JsonNode route = routes.get(i).path("route");
      if (route.isObject()) {
        String path = "[" + i + "].route";
        JsonNode from = route.path("from");
        List<Produced> produced = new ArrayList<>();
        collect(from.path("steps"), path + ".from.steps", produced);
        views.add(
            new RouteView(
                route.path("id").asText(),
                path,
                from.path("uri").asText(),
                from.path("steps"),
                List.copyOf(produced)));
      }
    }
    return List.copyOf(views);
  }

  /** Where the URI that starts the route stands. */
  String fromPath() {
    return path + ".from.uri";
  }

  String fromScheme() {
    return scheme(from);
  }

  /** The path on the shared HTTP port, where the route listens on it. */
  Optional<String> path(SortedMap<String, Call> calls) {
    if (fromScheme().equals("platform-http")) {
      return Optional.of(name(from));
    }
    return Optional.ofNullable(calls.get(call(from)))
        .filter(Call.Receive.class::isInstance)
        .map(call -> ((Call.Receive) call).path());
  }

  /** The call that a URI of ours names; empty for other URIs. */
  static String call(String uri) {
    int at = uri.indexOf("?call=");
    return at < 0 ? "" : uri.substring(at + "?call=".length());
  }

  /** What stands between the scheme and the options of a URI. */
  static String name(String uri) {
    String rest = uri.substring(uri.indexOf(':') + 1);
    int question = rest.indexOf('?');
    String name = question < 0 ? rest : rest.substring(0, question);
    return name.startsWith("//") ? name.substring(2) : name;
  }

  static String scheme(String uri) {
    int colon = uri.indexOf(':');
    return colon < 0 ? uri : uri.substring(0, colon);
  }

  private static void collect(JsonNode node, String path, List<Produced> produced) {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(node.get(i), path + "[" + i + "]", produced);
      }
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String here = path + "." + field.getKey();
      JsonNode value = field.getValue();
      boolean endpoint = field.getKey().equals("to") || field.getKey().equals("toD");
      if (endpoint && value.isTextual()) {
        produced.add(new Produced(value.textValue(), here));
      } else if (endpoint && value.path("uri").isTextual()) {
        produced.add(new Produced(value.path("uri").textValue(), here + ".uri"));
      } else {
        collect(value, here, produced);
      }
    }
  }
}
