package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Line;
import dev.tenon.api.schema.Link;
import dev.tenon.api.schema.Name;
import dev.tenon.api.schema.Subdomain;
import dev.tenon.api.schema.Unique;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;

/** Where an integration runs. */
@ValidationRule(
    value = "has(self.external) == (self.type == 'External')",
    message = "external is required with type External, and not allowed with any other",
    fieldPath = ".external")
@ValidationRule(
    value = "!has(self.deployment) || self.type == 'Deployment'",
    message = "deployment is allowed with type Deployment only",
    fieldPath = ".deployment")
public record RuntimeSpec(
    @Doc(
            "Deployment: pods of our own. CamelK: Camel K's operator runs it. External: it already runs elsewhere, and Tenon only governs it.")
        RuntimeType type,
    @Doc("With type Deployment.") Optional<DeploymentOptions> deployment,
    @Doc("With type External: what runs, and where.") Optional<External> external)
    implements ApiValue {

  /** How to run as pods of our own. */
  public record DeploymentOptions(
      @Doc("Number of pods, 1 to 20. More than one never doubles a poll or a schedule.")
          @Default("1")
          @Min(1)
          @Max(20)
          Integer replicas)
      implements ApiValue {
    /** Fills in the default. */
    public DeploymentOptions {
      replicas = Values.or(replicas, 1);
    }
  }

  /** What already runs elsewhere. */
  public record External(
      @Doc("The product in which it runs, such as Zapier or Mule.") @Line String product,
      @Doc("Where it is looked at and changed.") Optional<@Link String> link,
      @Doc("Names of the Systems that it calls.") @Unique @Size(max = 32)
          List<@Name String> systems,
      @Doc("A workload in this namespace whose health is read, and never written.")
          Optional<Workload> workloadRef)
      implements ApiValue {
    /** Keeps an unchangeable copy. */
    public External {
      systems = Values.copy(systems);
    }
  }

  /** An object of Kubernetes in the same namespace. */
  public record Workload(
      @Doc("API version, such as apps/v1.")
          @Size(min = 1, max = 253)
          @Pattern("^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?v[0-9][a-z0-9]*$")
          String apiVersion,
      @Doc("Kind, such as Deployment.") @Size(min = 1, max = 63) @Pattern("^[A-Z][A-Za-z0-9]*$")
          String kind,
      @Doc("Name.") @Subdomain String name)
      implements ApiValue {}
}
