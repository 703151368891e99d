package dev.tenon.local.api.verbs;

import dev.tenon.local.api.admission.User;
import dev.tenon.local.api.failure.ApiFailure;
import dev.tenon.local.api.failure.Failures;
import dev.tenon.local.api.kinds.ResourceType;
import java.util.ArrayList;
import java.util.List;

/**
 * A request for objects of one kind.
 *
 * @param type the kind, in the version that the path names
 * @param namespace empty for cluster kinds, and for all namespaces
 * @param name empty for the collection
 * @param subresource empty, {@code status} or {@code finalize}
 * @param user who asks
 * @param agent the client's User-Agent; may be empty
 * @param query the parameters
 * @param warnings what the client is to be warned of; filled while the call is served
 */
public record Call(
    ResourceType type,
    String namespace,
    String name,
    String subresource,
    User user,
    String agent,
    Query query,
    List<String> warnings) {

  /** The same call for one object. */
  public Call forObject(String itsNamespace, String itsName) {
    return new Call(
        type, itsNamespace, itsName, subresource, user, agent, query, new ArrayList<>(warnings));
  }

  /** Warns once. */
  public void warn(String warning) {
    if (!warning.isEmpty() && !warnings.contains(warning)) {
      warnings.add(warning);
    }
  }

  ApiFailure notFound() {
    return Failures.notFound(type.group(), type.plural(), name);
  }

  ApiFailure modified() {
    return Failures.modified(type.group(), type.plural(), name);
  }
}
