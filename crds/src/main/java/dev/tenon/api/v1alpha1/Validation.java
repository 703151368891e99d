package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Expression;
import dev.tenon.api.schema.Line;
import dev.tenon.api.schema.Text;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Optional;

/** One demand of a policy. */
@ValidationRule(
    value = "has(self.message) != has(self.messageExpression)",
    message = "exactly one of message and messageExpression is required",
    fieldPath = ".message")
public record Validation(
    @Doc("Field that a refusal points at, such as spec.owner.deputy.")
        @Default("spec")
        @Size(max = 253)
        @Pattern("^(spec|metadata)(\\.[A-Za-z][A-Za-z0-9]*|\\[[^\\[\\]]{1,64}\\])*$")
        String fieldPath,
    @Doc("CEL expression of type bool; false is a violation.") @Expression String expression,
    @Doc("What is wrong, as a sentence without a full stop.") Optional<@Line String> message,
    @Doc("CEL expression of type string that says what is wrong.")
        Optional<@Expression String> messageExpression,
    @Doc("What to do about it, as a sentence.") @Text String fix)
    implements ApiValue {
  /** Fills in the default path. */
  public Validation {
    fieldPath = Values.or(fieldPath, "spec");
  }
}
