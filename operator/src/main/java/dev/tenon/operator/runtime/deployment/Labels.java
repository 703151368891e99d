package dev.tenon.operator.runtime.deployment;

import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The names and labels by which objects of an integration are found again. */
final class Labels {
  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String TENON = "tenon";
  static final String NAME = "app.kubernetes.io/name";
  static final String INSTANCE = "app.kubernetes.io/instance";
  static final String COMPONENT = "app.kubernetes.io/component";
  static final String PART_OF = "app.kubernetes.io/part-of";
  static final String VERSION = "app.kubernetes.io/version";

  /** The integration's name; the namespace is the object's own. */
  static final String INTEGRATION = "tenon.dev/integration";

  static final String REVISION = "tenon.dev/revision";
  static final String OWNER = "tenon.dev/owner";
  static final String PATTERN = "tenon.dev/pattern";

  /** The value of {@link #COMPONENT}. */
  static final String RUNNER = "integration";

  private Labels() {}

  /** The name of everything of an integration that there is once. */
  static String name(Ref of) {
    return "tenon-" + of.name();
  }

  /** What selects the pods of an integration, whatever their revision. It never changes. */
  static Map<String, String> selector(Ref of) {
    return new TreeMap<>(Map.of(MANAGED_BY, TENON, COMPONENT, RUNNER, INTEGRATION, of.name()));
  }

  /** Those that every object of an integration has, pods too. */
  static Map<String, String> common(Ref of) {
    Map<String, String> labels = selector(of);
    labels.put(NAME, "tenon-integration");
    labels.put(INSTANCE, of.name());
    labels.put(PART_OF, TENON);
    return labels;
  }

  /** The integration that an object belongs to, if it says so. */
  static Optional<Ref> integration(HasMetadata object) {
    return label(object, INTEGRATION)
        .map(name -> Ref.integration(object.getMetadata().getNamespace(), name));
  }

  /** The value of a label. */
  static Optional<String> label(HasMetadata object, String name) {
    return Optional.ofNullable(object.getMetadata())
        .map(ObjectMeta::getLabels)
        .map(labels -> labels.get(name));
  }

  /** The value of an annotation. */
  static Optional<String> annotation(HasMetadata object, String name) {
    return Optional.ofNullable(object.getMetadata())
        .map(ObjectMeta::getAnnotations)
        .map(annotations -> annotations.get(name));
  }
}
