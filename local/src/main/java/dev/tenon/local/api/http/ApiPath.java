package dev.tenon.local.api.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A path to objects: {@code /apis/tenon.dev/v1alpha1/namespaces/support/integrations/x/status}.
 *
 * @param group empty for the core group
 * @param namespace empty for cluster kinds and for all namespaces
 * @param name empty for the collection
 * @param subresource empty for the object itself
 */
record ApiPath(
    String group,
    String version,
    String namespace,
    String plural,
    String name,
    String subresource) {

  /** Reads a path; nothing where it does not lead to objects. */
  static Optional<ApiPath> parse(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : Arrays.asList(path.substring(1).split("/", -1))) {
      parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    String group = "";
    int at;
    if (parts.get(0).equals("api") && parts.size() >= 3) {
      at = 1;
    } else if (parts.get(0).equals("apis") && parts.size() >= 4) {
      group = parts.get(1);
      at = 2;
    } else {
      return Optional.empty();
    }
    String version = parts.get(at++);
    String namespace = "";
    boolean inside =
        parts.get(at).equals("namespaces")
            && parts.size() > at + 2
            && !(group.isEmpty()
                && parts.size() == at + 3
                && List.of("status", "finalize").contains(parts.get(at + 2)));
    if (inside) {
      namespace = parts.get(at + 1);
      at += 2;
    }
    int left = parts.size() - at;
    if (left > 3 || parts.subList(at, parts.size()).contains("")) {
      return Optional.empty();
    }
    return Optional.of(
        new ApiPath(
            group,
            version,
            namespace,
            parts.get(at),
            left > 1 ? parts.get(at + 1) : "",
            left > 2 ? parts.get(at + 2) : ""));
  }
}
