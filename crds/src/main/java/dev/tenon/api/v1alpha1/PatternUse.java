package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Name;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** The pattern that an integration follows, and what it fills in. */
public record PatternUse(
    @Doc("Name of the IntegrationPattern.") @Name String name,
    @Doc(
            "Values of the pattern's parameters, checked against its parameterSchema; a parameter that the pattern does not name is refused. Absent ones take the pattern's defaults.")
        @Size(max = 64)
        Map<String, Object> parameters)
    implements ApiValue {
  /** Keeps an unchangeable copy. */
  public PatternUse {
    parameters = Values.freeze(parameters);
  }
}
