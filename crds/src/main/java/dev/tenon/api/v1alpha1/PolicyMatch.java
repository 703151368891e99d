package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Optional;

/** Which objects a policy is about. */
public record PolicyMatch(
    @Doc(
            "Kinds: Integration, System, Waiver, Team. Never IntegrationPolicy, so that nobody locks himself out.")
        @Required
        @Unique
        @Size(min = 1, max = 4)
        List<PolicyKind> kinds,
    @Doc("Namespaces, by their labels. Absent: all. Objects without a namespace always match.")
        Optional<NamespaceSelector> namespaceSelector)
    implements ApiValue {
  /** Keeps an unchangeable copy. */
  public PolicyMatch {
    kinds = Values.copy(kinds);
  }
}
