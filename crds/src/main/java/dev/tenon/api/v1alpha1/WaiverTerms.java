package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Subject;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who may approve a waiver from a policy, and for how long. */
public record WaiverTerms(
    @Doc("Kubernetes groups whose members may approve. Empty: whoever has the right.")
        @Unique
        @Size(max = 16)
        List<@Subject String> approverGroups,
    @Doc("Longest time from approval to expiry, such as 90d. Absent: any.")
        Optional<Duration> maxDuration)
    implements ApiValue {
  /** Keeps an unchangeable copy. */
  public WaiverTerms {
    approverGroups = Values.copy(approverGroups);
  }
}
