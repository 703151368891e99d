package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** What the status of every kind has. */
public interface ResourceStatus extends ApiValue {
  /** The generation of the spec that this status is about; -1 before the operator has seen it. */
  long observedGeneration();

  /** The conditions, each type once. */
  List<Condition> conditions();

  /** The condition of this type, if it is there. */
  default Optional<Condition> condition(String type) {
    return conditions().stream().filter(c -> type.equals(c.getType())).findFirst();
  }
}
