package dev.tenon.plan;

import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What a runner must know of a System that a plan calls, polls or receives from. Limits are not
 * here: they change with other people's integrations and come as a {@link Grant}.
 *
 * @param uri http or https: the base that paths are appended to; else the URI of another Camel
 *     component, guarded alike
 * @param parameters options of that other component
 * @param unavailableOn HTTP statuses that mean "later" here, besides the usual ones
 */
public record SystemSpec(
    String name,
    String uri,
    SortedMap<String, String> parameters,
    Credentials credentials,
    Optional<Webhook> webhook,
    SortedSet<Integer> unavailableOn) {

  /** Whether calls are HTTP requests that Tenon makes itself. */
  public boolean http() {
    return uri.startsWith("http://") || uri.startsWith("https://");
  }

  /** The component that the endpoint's URI names, {@code http} or {@code https} included. */
  public String scheme() {
    int colon = uri.indexOf(':');
    return colon < 0 ? uri : uri.substring(0, colon);
  }
}
