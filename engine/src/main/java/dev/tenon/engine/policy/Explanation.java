package dev.tenon.engine.policy;

import dev.tenon.api.v1alpha1.IntegrationPolicy;
import java.util.Optional;

/**
 * A policy of the default bundle, with what it takes to understand it.
 *
 * @param text the policy as its file has it, the comment that introduces it included
 * @param passing a manifest that satisfies it, as YAML
 * @param failing a manifest that violates it and no other policy of the bundle, as YAML
 * @param context what else has to be declared for the two to be judged, as YAML, besides {@link
 *     Bundle#estate()}
 */
public record Explanation(
    IntegrationPolicy policy,
    String text,
    String passing,
    String failing,
    Optional<String> context) {
  /** The policy's name. */
  public String name() {
    return policy.getMetadata().getName();
  }
}
