package dev.tenon.plan.allowed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The list of what rendered routes may use, and the walk that holds routes against it. Everything
 * that it does not know is refused by name.
 */
public final class Allowed {
  /** What a route may catch: a request that the vendor refused for good. Camel wants the class. */
  public static final String REQUEST_REFUSED = "dev.tenon.camel.RequestRefused";

  private final Schemes schemes;

  private Allowed(Schemes schemes) {
    this.schemes = schemes;
  }

  /** The list, with the schemes that configuration adds to it. */
  public static Allowed with(Set<String> schemes) {
    return new Allowed(new Schemes(schemes));
  }

  /**
   * Everything in the routes that may not be used, in the order of the routes; empty when all may.
   *
   * @param routes the list of top-level elements, with endpoints of ours already named by their
   *     calls
   */
  public List<Violation> check(JsonNode routes) {
    return List.copyOf(walk(routes).violations);
  }

  /**
   * What Camel does with each text in the routes, by its field path; places that are not on the
   * list are not in it, nor are the parameters of endpoints of ours.
   *
   * @param routes as their author wrote them
   */
  public static Map<String, Slot> slots(JsonNode routes) {
    return with(Set.of()).walk(routes).slots;
  }

  private RouteWalk walk(JsonNode routes) {
    RouteWalk walk = new RouteWalk(schemes);
    walk.routes(routes);
    return walk;
  }
}
