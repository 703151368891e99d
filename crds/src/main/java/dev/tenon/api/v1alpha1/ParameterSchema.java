package dev.tenon.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Text;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an integration fills into a pattern: a structural schema as Kubernetes knows it. What it
 * does not name is refused. A string may have a format of Tenon's: system, duration, rate, path,
 * jq, name.
 */
@ValidationRule(
    value =
        "!has(self.required) || (has(self.properties) && self.required.all(r, r in self.properties))",
    message = "required names a parameter that properties does not describe",
    fieldPath = ".required")
@ValidationRule(
    value =
        "!has(self.properties) || self.properties.all(p, p.matches('^[a-z][A-Za-z0-9]{0,62}$'))",
    message =
        "the name of a parameter begins with a lower-case letter and has at most 63 letters and digits",
    fieldPath = ".properties")
public record ParameterSchema(
    @Doc("Always object.") ObjectType type,
    @Doc("What the parameters are about.") Optional<@Text String> description,
    @Doc("Names of the parameters that an integration must fill in.") @Unique @Size(max = 64)
        List<@Pattern("^[a-z][A-Za-z0-9]{0,62}$") @Size(max = 63) String> required,
    @Doc(
            "The parameters by name, each a structural schema: type, description, default, enum, pattern, minimum, maximum, minLength, maxLength, minItems, maxItems, items, properties, required; for strings also format: system, duration, rate, path, jq or name.")
        @Size(max = 64)
        Map<String, Map<String, Object>> properties)
    implements ApiValue {
  /** Keeps unchangeable copies. */
  public ParameterSchema {
    required = Values.copy(required);
    Map<String, Map<String, Object>> frozen = new LinkedHashMap<>();
    Values.copy(properties).forEach((name, schema) -> frozen.put(name, Values.freeze(schema)));
    properties = Collections.unmodifiableMap(frozen);
  }

  /** The one type that parameters as a whole can have. */
  public enum ObjectType {
    /** An object with named values. */
    @JsonProperty("object")
    OBJECT
  }

  /** The whole as one free-form schema, as a validator of structural schemas takes it. */
  public Map<String, Object> asSchema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    description.ifPresent(text -> schema.put("description", text));
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("properties", properties);
    return Collections.unmodifiableMap(schema);
  }
}
