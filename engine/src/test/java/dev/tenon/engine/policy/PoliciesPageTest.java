package dev.tenon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.IntegrationPolicySpec;
import dev.tenon.api.v1alpha1.PolicyKind;
import dev.tenon.engine.cel.CelSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/policies.md} names every variable, every field of those that no CRD describes, and
 * every default policy.
 */
class PoliciesPageTest {
  private static final Path PAGE = Path.of("../docs/policies.md");

  private static final String REPAIR =
      "./mvnw -q -pl engine -am test -Dtest=PoliciesPageTest -Dtenon.regenerate=true"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dfast";

  private static final String BEGIN =
      "<!-- generated from here; to make it anew: " + REPAIR + " -->";

  private static final Map<String, String> VARIABLES = new LinkedHashMap<>();

  static {
    VARIABLES.put(
        "object",
        "What is declared: `apiVersion`, `kind`, `metadata.name`, `metadata.namespace`, `metadata.creationTimestamp` and `spec`, as the kind's reference page has it.");
    VARIABLES.put(
        "oldObject",
        "The same as it was; null on create. What reads it is asked about changes only, not about what runs.");
    VARIABLES.put(
        "request",
        "`operation` (CREATE or UPDATE) and `userInfo` (`username`, `groups`). What reads it is asked about changes only; what reads `userInfo`, at admission only.");
    VARIABLES.put("owner", "The owner's Team, with `metadata` and `spec`.");
    VARIABLES.put("deputy", "The deputy's Team, or null where none is named.");
    VARIABLES.put("business", "The business owner's Team, or null where none is named.");
    VARIABLES.put("pattern", "The IntegrationPattern, or null where none is followed.");
    VARIABLES.put("systems", "The Systems that are called, by name; see below.");
    VARIABLES.put("plan", "Facts about the rendered routes; see below.");
    VARIABLES.put(
        "budget",
        "The error budgets of the declared objectives that have been measured; see below.");
    VARIABLES.put(
        "waivers",
        "Of an Integration, its Waivers; of a Waiver, those that were issued before it for the same; see below.");
    VARIABLES.put(
        "now",
        "The beginning of today, in UTC: everything that is declared is a day, so an answer holds for a day.");
  }

  private static final Map<String, String> FIELDS = new LinkedHashMap<>();

  static {
    FIELDS.put("systems[].name", "Name of the System.");
    FIELDS.put("systems[].spec", "The spec of the System.");
    FIELDS.put(
        "systems[].callsPerHour",
        "Calls in an hour, by the schedule where nothing else calls it, else what the claims allow; absent where neither says.");
    FIELDS.put("systems[].limits[].name", "Name of the limit.");
    FIELDS.put("systems[].limits[].unit", "calls, points or concurrency.");
    FIELDS.put("systems[].limits[].amount", "The limit itself, in its unit.");
    FIELDS.put("systems[].limits[].allocatable", "The limit less its reserve.");
    FIELDS.put("systems[].limits[].per", "Its period; absent for concurrency.");
    FIELDS.put(
        "systems[].limits[].costPerCall", "Points that a call costs; 1 for the other units.");
    FIELDS.put(
        "systems[].limits[].claim", "What this integration claims; 0 where it claims nothing.");
    FIELDS.put("systems[].limits[].allocated", "What all others claim.");
    FIELDS.put(
        "systems[].limits[].scheduled",
        "What the schedule alone uses at least in a period, in the limit's unit; absent where nothing is scheduled.");
    FIELDS.put("plan.schemes[]", "Schemes of all endpoints.");
    FIELDS.put("plan.languages[]", "Languages of all expressions.");
    FIELDS.put("plan.inboxes[]", "Names of the inboxes that are written to.");
    FIELDS.put("plan.ownRoutes", "Whether the integration states its own routes.");
    FIELDS.put("plan.ownResilience", "Whether it overrides its pattern's resilience.");
    FIELDS.put("plan.calls[].name", "Name of the call.");
    FIELDS.put("plan.calls[].route", "Route that it stands in.");
    FIELDS.put("plan.calls[].system", "System that is called.");
    FIELDS.put("plan.calls[].kind", "Send, Poll or Receive.");
    FIELDS.put("plan.calls[].method", "HTTP method; absent for other Systems.");
    FIELDS.put("plan.unguarded[].route", "Route of an endpoint that calls past every System.");
    FIELDS.put("plan.unguarded[].scheme", "Its scheme.");
    FIELDS.put("plan.unguarded[].fieldPath", "Field that holds it.");
    FIELDS.put("plan.entries[].route", "Route that is started from outside.");
    FIELDS.put("plan.entries[].kind", "Poll, Events, Http, Timer or Other.");
    FIELDS.put("plan.entries[].system", "System that it is started by.");
    FIELDS.put("plan.entries[].path", "Path that it listens on.");
    FIELDS.put("plan.entries[].period", "How often it fires.");
    FIELDS.put("plan.entries[].cron", "The calendar that it fires by.");
    FIELDS.put("plan.resilience.timeout", "Timeout of one attempt.");
    FIELDS.put("plan.resilience.retry.maxAttempts", "Attempts, the first included.");
    FIELDS.put("plan.resilience.retry.initialBackoff", "Wait before the second attempt.");
    FIELDS.put("plan.resilience.retry.backoffMultiplier", "Factor by which the wait grows.");
    FIELDS.put("plan.resilience.retry.maxBackoff", "Longest wait.");
    FIELDS.put(
        "plan.resilience.circuitBreaker.failureRateThreshold",
        "Percentage of failures at which it opens.");
    FIELDS.put("plan.resilience.circuitBreaker.slidingWindowSize", "Last calls that it counts.");
    FIELDS.put(
        "plan.resilience.circuitBreaker.minimumNumberOfCalls",
        "Calls that it needs before it judges.");
    FIELDS.put("plan.resilience.circuitBreaker.waitDurationInOpenState", "How long it stays open.");
    FIELDS.put("plan.resilience.hold.retryInterval", "How often what is held is tried again.");
    FIELDS.put("plan.resilience.hold.maxAge", "Age at which it becomes a dead letter.");
    FIELDS.put("budget[].name", "Name of the objective.");
    FIELDS.put(
        "budget[].remaining", "Percentage of the budget that is left; negative when overspent.");
    FIELDS.put(
        "budget[].burn",
        "How fast it is being spent; 1 is just sustainable. Absent where it is not known.");
    FIELDS.put("waivers[].name", "Name of the Waiver.");
    FIELDS.put("waivers[].policies[]", "Policies that it waives.");
    FIELDS.put("waivers[].expirationDate", "Its last day.");
    FIELDS.put("waivers[].approved", "Whether somebody approved it.");
    FIELDS.put("waivers[].inForce", "Whether it lets something pass today.");
  }

  @Test
  void thePageNamesWhatThereIs() throws IOException {
    String page = Files.exists(PAGE) ? Files.readString(PAGE) : BEGIN + "\n";
    String byHand = page.substring(0, page.indexOf(BEGIN));
    String whole = byHand + BEGIN + "\n\n" + generated();
    if (Boolean.getBoolean("tenon.regenerate")) {
      Files.writeString(PAGE, whole);
      return;
    }
    assertThat(page).as("to make it anew: %s", REPAIR).isEqualTo(whole);
  }

  private static String generated() {
    StringBuilder page =
        new StringBuilder("## Variables\n\n| variable | of | what it is |\n| --- | --- | --- |\n");
    VARIABLES.forEach(
        (name, meaning) ->
            page.append("| `%s` | %s | %s |\n".formatted(name, kinds(name), meaning)));
    Stream.of(PolicyKind.values())
        .forEach(
            kind ->
                assertThat(VARIABLES.keySet()).containsAll(Variables.of(kind).user().variables()));
    page.append("\n## Fields of `systems`, `plan`, `budget` and `waivers`\n\n");
    page.append("| field | type | what it is |\n| --- | --- | --- |\n");
    fields()
        .forEach(
            (path, type) ->
                page.append("| `%s` | %s | %s |\n".formatted(path, type, FIELDS.get(path))));
    assertThat(FIELDS.keySet()).containsExactlyInAnyOrderElementsOf(fields().keySet());
    page.append(
        "\n## The default policies\n\n| policy | of | action | why |\n| --- | --- | --- | --- |\n");
    for (Explanation explanation : Bundle.explanations()) {
      IntegrationPolicySpec spec = explanation.policy().spec();
      page.append(
          "| [`%s`](../samples/policies/%s.yaml) | %s | %s | %s |\n"
              .formatted(
                  explanation.name(),
                  explanation.name(),
                  spec.match().kinds().stream().map(Enum::name).collect(Collectors.joining(", ")),
                  spec.action(),
                  spec.rationale().strip()));
    }
    return page.toString();
  }

  private static String kinds(String variable) {
    return Stream.of(PolicyKind.values())
        .filter(kind -> Variables.of(kind).user().variables().contains(variable))
        .map(Enum::name)
        .collect(Collectors.joining(", "));
  }

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    walk("systems[]", Variables.SYSTEM, fields);
    fields.put("systems[].spec", "System's spec");
    walk("plan", Variables.PLAN_FACTS, fields);
    walk("budget[]", Variables.BUDGET_OF_AN_OBJECTIVE, fields);
    walk("waivers[]", Variables.WAIVER, fields);
    return fields;
  }

  private static void walk(String path, CelSchema schema, Map<String, String> fields) {
    Optional<? extends CelSchema> items = schema.items();
    if (items.isPresent()) {
      walk(path + "[]", items.get(), fields);
    } else if (schema.type().equals("object")) {
      schema.properties().forEach((name, field) -> walk(path + "." + name, field, fields));
    } else {
      fields.put(path, type(schema));
    }
  }

  private static String type(CelSchema schema) {
    if (!schema.pattern().isEmpty()) {
      return "duration";
    }
    if (schema.format().equals("date")) {
      return "timestamp";
    }
    return switch (schema.type()) {
      case "string" -> "string";
      case "boolean" -> "bool";
      case "integer" -> "int";
      default -> "double";
    };
  }
}
