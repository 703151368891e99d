package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** Namespaces by their labels, as any label selector of Kubernetes: all requirements must hold. */
public record NamespaceSelector(
    @Doc("Labels that must be there with these values.") @Size(max = 32)
        Map<
                String,
                @Pattern("^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$") @Size(max = 63) String>
            matchLabels,
    @Doc("Further requirements on labels.") @Size(max = 32) List<Requirement> matchExpressions)
    implements ApiValue {
  /** Keeps unchangeable copies. */
  public NamespaceSelector {
    matchLabels = Values.copy(matchLabels);
    matchExpressions = Values.copy(matchExpressions);
  }

  /** A requirement on one label. */
  @ValidationRule(
      value =
          "self.operator in ['In', 'NotIn'] ? has(self.values) && self.values.size() > 0 : !has(self.values) || self.values.size() == 0",
      message =
          "values is required with In and NotIn, and not allowed with Exists and DoesNotExist",
      fieldPath = ".values")
  public record Requirement(
      @Doc("Key of the label.")
          @Size(min = 1, max = 317)
          @Pattern("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")
          String key,
      @Doc("How the label's value relates to values.") Operator operator,
      @Doc("Values, with In and NotIn.") @Unique @Size(max = 32)
          List<@Pattern("^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$") @Size(max = 63) String>
              values)
      implements ApiValue {
    /** Keeps an unchangeable copy. */
    public Requirement {
      values = Values.copy(values);
    }
  }

  /** How a label's value relates to a list of values. */
  public enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist
  }
}
