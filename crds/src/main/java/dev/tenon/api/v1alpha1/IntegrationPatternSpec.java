package dev.tenon.api.v1alpha1;

import dev.tenon.api.ApiValue;
import dev.tenon.api.schema.Doc;
import dev.tenon.api.schema.Keys;
import dev.tenon.api.schema.Line;
import dev.tenon.api.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pattern consists of. */
public record IntegrationPatternSpec(
    @Doc("What it does, as a short sentence in the imperative.") @Line String title,
    @Doc("More about it, where the title and the lists below are not enough.")
        Optional<@Text String> description,
    @Doc("Situations in which it is the right choice.") @Size(max = 16) List<@Line String> useWhen,
    @Doc("Situations in which another one is better.") @Size(max = 16) List<@Line String> avoidWhen,
    @Doc(
            "The rules of thumb that it puts into practice, and what it promises about order and duplicates.")
        @Keys("id")
        @Size(max = 32)
        List<Principle> principles,
    @Doc("Parameters that an integration fills in. Absent: the pattern has none.")
        Optional<ParameterSchema> parameterSchema,
    @Doc(
            "How its calls behave when a system fails; integrations may override parts. What is absent takes the defaults named with each field.")
        Optional<Resilience> resilience,
    @Doc(
            "Routes in Camel's YAML DSL. {{name}} or {{name.field}} is a parameter: alone in a scalar it keeps its type, and where it is absent and has no default it removes the key that it would fill; where that is the URI or the expression of a step, the step; where it is the URI of from, the route.")
        @Required
        @Size(min = 1, max = 32)
        List<Map<String, Object>> routes,
    @Doc("When and why the pattern ends. New uses are refused from then on.")
        Optional<PatternDeprecation> deprecation)
    implements ApiValue {
  /** Keeps unchangeable copies. */
  public IntegrationPatternSpec {
    useWhen = Values.copy(useWhen);
    avoidWhen = Values.copy(avoidWhen);
    principles = Values.copy(principles);
    routes = Values.freezeAll(routes);
  }
}
