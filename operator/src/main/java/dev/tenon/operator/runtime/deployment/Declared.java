package dev.tenon.operator.runtime.deployment;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What objects say of the integration that they belong to, besides its plan.
 *
 * @param uid of the Integration: what it owns goes with it
 * @param team that owns it
 * @param pattern that it follows, if any
 */
record Declared(Ref of, String uid, String team, Optional<String> pattern) {

  /** Of an Integration as it is declared now. */
  static Declared of(Integration integration) {
    return new Declared(
        Refs.of(integration),
        integration.getMetadata().getUid(),
        integration.spec().owner().team(),
        integration.spec().pattern().map(use -> use.name()));
  }

  /** The metadata of an object of that name. */
  ObjectMetaBuilder metadata(String name) {
    Map<String, String> labels = new TreeMap<>(Labels.common(of));
    labels.put(Labels.OWNER, team);
    pattern.ifPresent(used -> labels.put(Labels.PATTERN, used));
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(of.namespace())
        .withLabels(labels)
        .withOwnerReferences(owner());
  }

  private OwnerReference owner() {
    return new OwnerReferenceBuilder()
        .withApiVersion("tenon.dev/v1alpha1")
        .withKind("Integration")
        .withName(of.name())
        .withUid(uid)
        .withController(true)
        .build();
  }
}
