package dev.tenon.local.api.verbs;

import dev.tenon.local.api.admission.Admission;
import dev.tenon.local.api.kinds.Catalog;
import dev.tenon.local.api.storage.ObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What every verb works on.
 *
 * @param store the objects
 * @param catalog the kinds
 * @param admissions the reviewers of writes, in the order in which they are asked
 * @param clock what time it is
 */
public record Backend(ObjectStore store, Catalog catalog, List<Admission> admissions, Clock clock) {
  /** Now, as Kubernetes writes times: RFC 3339 in whole seconds. */
  public String now() {
    return Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
