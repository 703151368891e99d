package dev.tenon.api.v1alpha1;

import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Optional;

/**
 * What all kinds have in common. {@link #spec()} and {@link #status()} are the ways to read without
 * nulls; the getters belong to the client library.
 *
 * @param <S> the spec
 * @param <T> the status
 */
@ValidationRule(
    value =
        "self.metadata.name.size() <= 52 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "metadata.name must be a DNS-1035 label of at most 52 characters: lower-case letters, digits and dashes, beginning with a letter")
public abstract class TenonResource<S, T extends ResourceStatus> extends CustomResource<S, T> {
  /** The spec, which the schema requires. */
  public S spec() {
    if (spec == null) {
      throw new IllegalStateException(
          getKind() + " " + getMetadata().getName() + " has no spec; it did not pass its schema");
    }
    return spec;
  }

  /** The status, empty on objects that no API server has seen yet. */
  public Optional<T> status() {
    return Optional.ofNullable(status);
  }

  @Override
  protected S initSpec() {
    return null;
  }

  @Override
  protected T initStatus() {
    return null;
  }
}
