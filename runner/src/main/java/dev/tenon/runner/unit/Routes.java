package dev.tenon.runner.unit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.plan.Call;
import dev.tenon.plan.Plan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which routes of a plan put messages into an inbox, themselves or by way of {@code direct:}. */
final class Routes {
  private static final String DIRECT = "direct:";

  private Routes() {}

  /** The ids of those routes. */
  static Set<String> thatReachAnInbox(Plan plan, JsonNode routes) {
    Set<String> reach = new HashSet<>();
    for (Call call : plan.calls().values()) {
      if (call instanceof Call.Put put) {
        reach.add(put.route());
      }
    }
    Map<String, String> byInput = new HashMap<>();
    Map<String, Set<String>> outputs = new HashMap<>();
    for (JsonNode element : routes) {
      JsonNode route = element.path("route");
      String id = route.path("id").asText();
      String input = route.path("from").path("uri").asText();
      if (input.startsWith(DIRECT)) {
        byInput.put(name(input), id);
      }
      Set<String> targets = new HashSet<>();
      collect(route.path("from").path("steps"), targets);
      outputs.put(id, targets);
    }
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Map.Entry<String, Set<String>> entry : outputs.entrySet()) {
        boolean reaches =
            entry.getValue().stream()
                .anyMatch(target -> reach.contains(byInput.getOrDefault(target, "")));
        grew |= reaches && reach.add(entry.getKey());
      }
    }
    return reach;
  }

  private static void collect(JsonNode node, Set<String> targets) {
    if (node.isTextual() && node.asText().startsWith(DIRECT)) {
      targets.add(name(node.asText()));
    }
    node.forEach(child -> collect(child, targets));
  }

  private static String name(String uri) {
    int end = uri.indexOf('?');
    return uri.substring(DIRECT.length(), end < 0 ? uri.length() : end);
  }
}
