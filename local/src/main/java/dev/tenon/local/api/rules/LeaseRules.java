package dev.tenon.local.api.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.validation.Errors;
import java.util.ArrayList;
import java.util.List;

/** Leases: durations are positive; an update may create one. */
final class LeaseRules extends BuiltinRules {
  LeaseRules(ResourceType type) {
    super(type);
  }

  @Override
  public List<FieldError> check(ObjectNode object) {
    List<FieldError> out = new ArrayList<>();
    JsonNode spec = object.path("spec");
    JsonNode seconds = spec.path("leaseDurationSeconds");
    if (seconds.isNumber() && seconds.asInt() <= 0) {
      out.add(Errors.invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0"));
    }
    JsonNode transitions = spec.path("leaseTransitions");
    if (transitions.isNumber() && transitions.asInt() < 0) {
      out.add(
          Errors.invalid(
              "spec.leaseTransitions", transitions, "must be greater than or equal to 0"));
    }
    return out;
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }

  @Override
  public boolean updatesUnconditionally() {
    return false;
  }
}
