package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Label;
import dev.tenon.api.schema.Name;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** A share of one limit of a system. */
public record Claim(
    @Doc("Name of the System, one that the routes call.") @Name String system,
    @Doc("Name of one of the System's limits.") @Label String limit,
    @Doc(
            "The share, in the limit's own unit over its own period: calls, points, or calls at the same time.")
        @Min(1)
        @Max(1_000_000_000)
        long amount)
    implements ApiValue {

  /** Whether it is a share of that limit. */
  public boolean isOf(String otherSystem, String otherLimit) {
    return system.equals(otherSystem) && limit.equals(otherLimit);
  }
}
