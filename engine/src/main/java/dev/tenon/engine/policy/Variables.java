package dev.tenon.engine.policy;

import static dev.tenon.engine.policy.Shape.day;
import static dev.tenon.engine.policy.Shape.duration;
import static dev.tenon.engine.policy.Shape.list;
import static dev.tenon.engine.policy.Shape.number;
import static dev.tenon.engine.policy.Shape.object;
import static dev.tenon.engine.policy.Shape.text;
import static dev.tenon.engine.policy.Shape.truth;
import static dev.tenon.engine.policy.Shape.whole;

import dev.cel.common.types.SimpleType;
import dev.tenon.api.Durations;
import dev.tenon.api.v1alpha1.PolicyKind;
import dev.tenon.engine.cel.CelEnvironment;
import dev.tenon.engine.cel.CelSchema;
import dev.tenon.engine.cel.SchemaReading;
import dev.tenon.engine.estate.Refs;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of policies and their types, for each kind that a policy can be about. Days are
 * timestamps, declared durations are durations, what no schema describes is dynamic.
 */
final class Variables {
  static final String OBJECT = "object";
  static final String OLD_OBJECT = "oldObject";
  static final String REQUEST = "request";
  static final String OWNER = "owner";
  static final String DEPUTY = "deputy";
  static final String BUSINESS = "business";
  static final String PATTERN = "pattern";
  static final String SYSTEMS = "systems";
  static final String PLAN = "plan";
  static final String BUDGET = "budget";
  static final String WAIVERS = "waivers";
  static final String NOW = "now";

  /** How schemas write durations: any, and those of whole days. */
  private static final Set<String> DURATIONS = Set.of(Durations.PATTERN, "^[1-9][0-9]?d$");

  private static final SchemaReading READING =
      SchemaReading.dynamic()
          .withTexts(
              schema ->
                  DURATIONS.contains(schema.pattern())
                      ? Optional.of(
                          new SchemaReading.TextType(SimpleType.DURATION, PolicyDurations::parse))
                      : Optional.empty());

  static final CelSchema SYSTEM =
      object()
          .with("name", text())
          .with(
              "limits",
              list(
                  object()
                      .with("name", text())
                      .with("unit", text())
                      .with("amount", whole())
                      .with("allocatable", whole())
                      .with("per", duration())
                      .with("costPerCall", whole())
                      .with("claim", whole())
                      .with("allocated", whole())
                      .with("scheduled", whole())))
          .with("callsPerHour", whole());

  static final CelSchema PLAN_FACTS =
      object()
          .with("schemes", list(text()))
          .with("languages", list(text()))
          .with("inboxes", list(text()))
          .with("ownRoutes", truth())
          .with("ownResilience", truth())
          .with(
              "calls",
              list(
                  object()
                      .with("name", text())
                      .with("route", text())
                      .with("system", text())
                      .with("kind", text())
                      .with("method", text())))
          .with(
              "unguarded",
              list(object().with("route", text()).with("scheme", text()).with("fieldPath", text())))
          .with(
              "entries",
              list(
                  object()
                      .with("route", text())
                      .with("kind", text())
                      .with("system", text())
                      .with("path", text())
                      .with("period", duration())
                      .with("cron", text())))
          .with(
              "resilience",
              object()
                  .with("timeout", duration())
                  .with(
                      "retry",
                      object()
                          .with("maxAttempts", whole())
                          .with("initialBackoff", duration())
                          .with("backoffMultiplier", number())
                          .with("maxBackoff", duration()))
                  .with(
                      "circuitBreaker",
                      object()
                          .with("failureRateThreshold", whole())
                          .with("slidingWindowSize", whole())
                          .with("minimumNumberOfCalls", whole())
                          .with("waitDurationInOpenState", duration()))
                  .with(
                      "hold",
                      object().with("retryInterval", duration()).with("maxAge", duration())));

  static final CelSchema BUDGET_OF_AN_OBJECTIVE =
      object().with("name", text()).with("remaining", number()).with("burn", number());

  static final CelSchema WAIVER =
      object()
          .with("name", text())
          .with("policies", list(text()))
          .with("expirationDate", day())
          .with("approved", truth())
          .with("inForce", truth());

  private Variables() {}

  /**
   * What a kind's policies may name.
   *
   * @param anybody without the user who makes a change: what compiles in it can be evaluated when
   *     nobody is known
   * @param user with the user
   */
  record Environments(CelEnvironment anybody, CelEnvironment user) {}

  /** Made at the first use. */
  private static final class All {
    private static final Map<PolicyKind, Environments> BY_KIND = make();
  }

  /** The environments of a kind. */
  static Environments of(PolicyKind kind) {
    return All.BY_KIND.get(kind);
  }

  private static Map<PolicyKind, Environments> make() {
    Map<PolicyKind, Environments> all = new EnumMap<>(PolicyKind.class);
    for (PolicyKind kind : PolicyKind.values()) {
      Shape request = object().with("operation", text());
      Shape withUser =
          object()
              .with("operation", text())
              .with("userInfo", object().with("username", text()).with("groups", list(text())));
      all.put(kind, new Environments(environment(kind, request), environment(kind, withUser)));
    }
    return all;
  }

  private static CelEnvironment environment(PolicyKind kind, CelSchema request) {
    CelSchema declared = DeclaredKinds.of(kind.name());
    CelEnvironment.Builder builder =
        CelEnvironment.builder()
            .reading(READING)
            .variable(OBJECT, kind.name(), declared)
            .variable(OLD_OBJECT, kind.name(), declared)
            .variable(REQUEST, request)
            .variable(NOW, SimpleType.TIMESTAMP);
    switch (kind) {
      case Integration ->
          builder
              .variable(OWNER, Refs.TEAM, DeclaredKinds.of(Refs.TEAM))
              .variable(DEPUTY, Refs.TEAM, DeclaredKinds.of(Refs.TEAM))
              .variable(BUSINESS, Refs.TEAM, DeclaredKinds.of(Refs.TEAM))
              .variable(PATTERN, Refs.PATTERN, DeclaredKinds.of(Refs.PATTERN))
              .listVariable(SYSTEMS, withSpec(SYSTEM))
              .variable(PLAN, PLAN_FACTS)
              .listVariable(BUDGET, BUDGET_OF_AN_OBJECTIVE)
              .listVariable(WAIVERS, WAIVER);
      case System -> builder.variable(OWNER, Refs.TEAM, DeclaredKinds.of(Refs.TEAM));
      case Waiver -> builder.listVariable(WAIVERS, WAIVER);
      case Team -> {
        // a Team is judged by itself
      }
    }
    return builder.build();
  }

  private static CelSchema withSpec(CelSchema joined) {
    Shape whole = object();
    joined.properties().forEach(whole::with);
    return whole.with("spec", DeclaredKinds.specOf(Refs.SYSTEM));
  }
}
