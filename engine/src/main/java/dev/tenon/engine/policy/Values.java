package dev.tenon.engine.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Owner;
import dev.tenon.api.v1alpha1.PatternUse;
import dev.tenon.api.v1alpha1.PolicyKind;
import dev.tenon.api.v1alpha1.Slo;
import dev.tenon.api.v1alpha1.SloStatus;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.api.v1alpha1.Waiver;
import dev.tenon.engine.cel.CelBindings;
import dev.tenon.engine.cel.CelExpression;
import dev.tenon.engine.cel.CelOutcome;
import dev.tenon.engine.change.Actor;
import dev.tenon.engine.change.Subject;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Json;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the variables stand for in one review. Each is made when the first expression reads it, and
 * shared by all policies. For one thread.
 */
final class Values {
  private final Subject subject;
  private final TenonResource<?, ?> object;
  private final PolicyKind kind;
  private final Documents documents;
  private final CelBindings bindings;
  private final Map<String, CelOutcome> outcomes = new HashMap<>();
  private final Map<String, Boolean> there = new HashMap<>();
  private Optional<ObjectNode> json = Optional.empty();

  Values(Subject subject, TenonResource<?, ?> object, PolicyKind kind, Documents documents) {
    this.subject = subject;
    this.object = object;
    this.kind = kind;
    this.documents = documents;
    this.bindings = Variables.of(kind).user().bindings();
    bind();
  }

  private void bind() {
    bindings.json(Variables.OBJECT, this::object);
    bindings.json(
        Variables.OLD_OBJECT,
        () ->
            subject
                .change()
                .before()
                .map(before -> (JsonNode) Documents.write(before))
                .orElse(NullNode.instance));
    bindings.json(Variables.REQUEST, this::request);
    // all that is declared are days, so a verdict holds for a day
    bindings.value(Variables.NOW, subject.today().atStartOfDay(ZoneOffset.UTC).toInstant());
    if (object instanceof Integration integration) {
      Owner owner = integration.spec().owner();
      bindings.json(Variables.OWNER, () -> team(Optional.of(owner.team())));
      bindings.json(Variables.DEPUTY, () -> team(owner.deputy()));
      bindings.json(Variables.BUSINESS, () -> team(owner.business()));
      bindings.json(
          Variables.PATTERN,
          () ->
              integration
                  .spec()
                  .pattern()
                  .flatMap(use -> subject.estate().pattern(use.name()))
                  .map(documents::of)
                  .orElse(NullNode.instance));
      bindings.json(
          Variables.SYSTEMS, () -> new SystemsCalled(subject, integration).json(documents));
      bindings.json(
          Variables.PLAN,
          () ->
              subject
                  .rendering()
                  .flatMap(rendering -> rendering.result())
                  .map(plan -> (JsonNode) Json.tree(plan.facts()))
                  .orElse(NullNode.instance));
      bindings.json(Variables.BUDGET, () -> budget(integration));
      bindings.json(Variables.WAIVERS, () -> waivers(subject.estate().waiversOf(subject.of())));
    } else if (object instanceof SystemResource system) {
      bindings.json(Variables.OWNER, () -> team(Optional.of(system.spec().owner().team())));
    } else if (object instanceof Waiver waiver) {
      bindings.json(Variables.WAIVERS, () -> waivers(Waivers.before(waiver, subject.estate())));
    }
  }

  CelBindings bindings() {
    return bindings;
  }

  Subject subject() {
    return subject;
  }

  PolicyKind kind() {
    return kind;
  }

  /** The object, as expressions see it. */
  ObjectNode object() {
    if (json.isEmpty()) {
      json = Optional.of(Documents.write(object));
    }
    return json.get();
  }

  /** What an expression comes to that several policies share, such as a condition on the stage. */
  CelOutcome shared(CelExpression expression, long steps) {
    CelOutcome known = outcomes.get(expression.source());
    if (known == null) {
      known = expression.evaluate(bindings, steps);
      outcomes.put(expression.source(), known);
    }
    return known;
  }

  /**
   * Whether everything is there that these variables stand for. What is named and does not exist is
   * another rule's matter, and what needs it is judged when it does.
   */
  boolean known(Set<String> variables) {
    for (String variable : variables) {
      if (!there.computeIfAbsent(variable, this::isThere)) {
        return false;
      }
    }
    return true;
  }

  private boolean isThere(String variable) {
    if (object instanceof SystemResource system) {
      return !variable.equals(Variables.OWNER)
          || hasTeam(Optional.of(system.spec().owner().team()));
    }
    if (!(object instanceof Integration integration)) {
      return true;
    }
    Owner owner = integration.spec().owner();
    return switch (variable) {
      case Variables.OWNER -> hasTeam(Optional.of(owner.team()));
      case Variables.DEPUTY -> hasTeam(owner.deputy());
      case Variables.BUSINESS -> hasTeam(owner.business());
      case Variables.PATTERN ->
          integration
              .spec()
              .pattern()
              .map(PatternUse::name)
              .map(name -> subject.estate().has(Refs.pattern(name)))
              .orElse(true);
      case Variables.PLAN -> planned();
      case Variables.SYSTEMS ->
          planned()
              && subject.estate().calledBy(subject.of()).stream().allMatch(subject.estate()::has);
      default -> true;
    };
  }

  private boolean planned() {
    return subject.rendering().flatMap(rendering -> rendering.result()).isPresent();
  }

  private boolean hasTeam(Optional<String> name) {
    return name.map(one -> subject.estate().has(Refs.team(one))).orElse(true);
  }

  private JsonNode team(Optional<String> name) {
    return name.flatMap(subject.estate()::team).map(documents::of).orElse(NullNode.instance);
  }

  private JsonNode request() {
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.put("operation", subject.change().operation().name().toUpperCase(Locale.ROOT));
    subject
        .change()
        .by()
        .ifPresent(
            (Actor actor) -> {
              ObjectNode user = request.putObject("userInfo");
              user.put("username", actor.username());
              ArrayNode groups = user.putArray("groups");
              actor.groups().forEach(groups::add);
            });
    return request;
  }

  /** Of the objectives that are declared, those that have been measured. */
  private JsonNode budget(Integration integration) {
    Set<String> declared =
        integration.spec().slos().stream().map(Slo::name).collect(Collectors.toSet());
    ArrayNode budget = JsonNodeFactory.instance.arrayNode();
    subject.measured().stream()
        .filter(slo -> declared.contains(slo.name()))
        .forEach(
            (SloStatus slo) ->
                slo.budgetRemainingPercent()
                    .ifPresent(
                        remaining -> {
                          ObjectNode one = budget.addObject();
                          one.put("name", slo.name());
                          one.put("remaining", remaining.doubleValue());
                          slo.burnRate().ifPresent(burn -> one.put("burn", burn.doubleValue()));
                        }));
    return budget;
  }

  private JsonNode waivers(List<Waiver> waivers) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Waiver waiver : waivers) {
      ObjectNode one = all.addObject();
      one.put("name", waiver.getMetadata().getName());
      ArrayNode policies = one.putArray("policies");
      waiver.spec().policies().forEach(policies::add);
      one.put("expirationDate", waiver.spec().expirationDate().toString());
      one.put("approved", waiver.spec().approval().isPresent());
      one.put("inForce", Waivers.inForce(waiver, subject.today()));
    }
    return all;
  }
}
