package dev.tenon.operator.status;

import dev.tenon.api.v1alpha1.ResourceStatus;
import dev.tenon.api.v1alpha1.TenonResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.Optional;

/**
 * Puts a status on an object by server-side apply, and writes nothing where nothing changed. What
 * is sent holds the name and the status alone, so that nobody else's fields are ever owned; and the
 * version that was judged, so that the API server refuses it where the object has changed since:
 * the Java Operator SDK takes all that it hears of an object while it writes, and that is not newer
 * than the answer, for its own doing.
 */
public final class StatusWriter {
  private StatusWriter() {}

  /**
   * What JOSDK must do so that the object has that status.
   *
   * @param current the object as it is
   * @param desired its whole status, transition times included
   */
  @SuppressWarnings("unchecked")
  public static <T extends ResourceStatus, R extends TenonResource<?, T>> UpdateControl<R> write(
      R current, T desired) {
    if (current.status().equals(Optional.of(desired))) {
      return UpdateControl.noUpdate();
    }
    R fresh;
    try {
      fresh = (R) current.getClass().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("every kind has a constructor without arguments", e);
    }
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(current.getMetadata().getName())
            .withNamespace(current.getMetadata().getNamespace())
            .withResourceVersion(current.getMetadata().getResourceVersion())
            .build());
    fresh.setStatus(desired);
    return UpdateControl.patchStatus(fresh);
  }
}
