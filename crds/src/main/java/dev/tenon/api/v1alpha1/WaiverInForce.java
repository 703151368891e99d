package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Name;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Size;
import java.time.LocalDate;
import java.util.List;

/** A waiver that lets an integration deviate today. */
public record WaiverInForce(
    @Doc("Name of the Waiver.") @Name String name,
    @Doc("Names of the policies that it waives.") @Unique @Size(max = 20)
        List<@Name String> policies,
    @Doc("Last day (UTC) on which it holds.") LocalDate expirationDate)
    implements ApiValue {
  /** Keeps an unchangeable copy. */
  public WaiverInForce {
    policies = Values.copy(policies);
  }
}
