package dev.tenon.engine.policy;

import dev.tenon.api.v1alpha1.IntegrationPolicySpec;
import dev.tenon.api.v1alpha1.NamespaceSelector;
import dev.tenon.api.v1alpha1.NamespaceSelector.Requirement;
import dev.tenon.engine.change.Subject;
import java.util.Map;
import java.util.Optional;

/** Namespaces by their labels, as Kubernetes' label selectors choose them. */
final class Namespaces {
  private Namespaces() {}

  /**
   * Whether a policy is about the namespace of an object. An object without a namespace always
   * matches, and a namespace that is not known has no labels.
   */
  static boolean match(IntegrationPolicySpec spec, Subject subject) {
    Optional<NamespaceSelector> selector = spec.match().namespaceSelector();
    String namespace = subject.of().namespace();
    if (selector.isEmpty() || namespace.isEmpty()) {
      return true;
    }
    Map<String, String> labels = subject.estate().namespaceLabels(namespace).orElse(Map.of());
    return selector.get().matchLabels().entrySet().stream()
            .allMatch(label -> label.getValue().equals(labels.get(label.getKey())))
        && selector.get().matchExpressions().stream().allMatch(it -> holds(it, labels));
  }

  private static boolean holds(Requirement requirement, Map<String, String> labels) {
    String value = labels.get(requirement.key());
    return switch (requirement.operator()) {
      case In -> value != null && requirement.values().contains(value);
      case NotIn -> value == null || !requirement.values().contains(value);
      case Exists -> value != null;
      case DoesNotExist -> value == null;
    };
  }
}
