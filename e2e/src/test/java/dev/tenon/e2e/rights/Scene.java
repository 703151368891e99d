package dev.tenon.e2e.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.testing.ApiServer;
import dev.tenon.testing.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A short life of an estate, in which everything happens for which a right is there. */
final class Scene {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String ESTATE =
      """
      apiVersion: tenon.dev/v1alpha1
      kind: Team
      metadata: {name: red}
      spec: {members: [{id: ana@acme.example}, {id: bo@acme.example}], groups: [red], namespaces: [apps]}
      ---
      apiVersion: tenon.dev/v1alpha1
      kind: System
      metadata: {name: left}
      spec:
        vendor: Acme
        owner: {team: red}
        endpoint: {uri: "http://127.0.0.1:9/left"}
        credentials: {type: Bearer, secretRef: {name: left}}
        limits: [{name: hourly, calls: 1000, per: 1h, source: the contract, verifiedDate: "2026-11-01"}]
      ---
      apiVersion: tenon.dev/v1alpha1
      kind: IntegrationPattern
      metadata: {name: ask}
      spec:
        title: Ask a system from time to time
        description: It asks and forgets
        useWhen: [it is tested]
        parameterSchema:
          type: object
          required: [system]
          properties: {system: {type: string, format: system, description: who is asked}}
        routes:
        - route:
            id: ask
            from:
              uri: timer:ask
              parameters: {period: 1h}
              steps:
              - to: {uri: "system:{{system}}", parameters: {method: GET, path: /ping}}
      ---
      apiVersion: tenon.dev/v1alpha1
      kind: IntegrationPolicy
      metadata: {name: has-outcome}
      spec:
        rationale: Nobody keeps what nobody wants.
        match: {kinds: [Integration], namespaceSelector: {matchLabels: {strict: "yes"}}}
        action: Deny
        validations:
        - {fieldPath: spec.outcome, expression: has(object.spec.outcome), message: say the outcome, fix: Set spec.outcome.}
      """;

  private static final String WAIVER =
      """
      apiVersion: tenon.dev/v1alpha1
      kind: Waiver
      metadata: {name: no-outcome, namespace: apps}
      spec: {integrations: [three], policies: [has-outcome], rationale: soon, expirationDate: "2999-01-01"%s}
      """;

  private final ApiServer server;

  Scene(ApiServer server) {
    this.server = server;
  }

  /** Plays it from its beginning to its end. */
  void play() {
    applied(ESTATE);
    applied(integration("one", 600, ", outcome: fewer questions"));
    awaitReady("integrations.tenon.dev/one");

    // what a refusal rests on is read again: holders of the rest, policies, Waivers
    refused(integration("two", 600, ", outcome: fewer questions"), "claim-overcommits");
    applied(WAIVER.formatted(""));
    refused(integration("three", 1, ""), "has-outcome");
    applied(WAIVER.formatted(", approval: {by: tenon-tests}"));
    refused(integration("three", 600, ""), "claim-overcommits");
    applied(integration("three", 1, ""));
    awaitReady("integrations.tenon.dev/three");

    applied(
        """
        apiVersion: tenon.dev/v1alpha1
        kind: Pause
        metadata: {name: outage, namespace: apps}
        spec: {system: left, rationale: it is tested, endTime: "2999-01-01T00:00:00Z"}
        ---
        apiVersion: tenon.dev/v1alpha1
        kind: Replay
        metadata: {name: again, namespace: apps}
        spec: {integration: one, from: {deadLetters: {}}, dryRun: true}
        """);
    for (String kind : List.of("pauses.tenon.dev/outage", "replays.tenon.dev/again")) {
      awaitSaid(kind, text -> !text.isBlank());
    }
    for (String kind :
        List.of(
            "teams/red",
            "systems.tenon.dev/left",
            "integrationpatterns/ask",
            "integrationpolicies/has-outcome")) {
      awaitSaid(kind, text -> !text.isBlank());
    }
    // a Pause of it uses it, too
    assertThat(server.kubectl("delete", "systems.tenon.dev/left").err()).contains("in-use");

    server
        .kubectl("-n", "apps", "delete", "integrations.tenon.dev", "--all", "--wait=false")
        .orFail();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                server
                    .kubectl("-n", "apps", "get", "integrations.tenon.dev", "-o", "name")
                    .out()
                    .isBlank());
  }

  private static String integration(String name, int amount, String further) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: Integration
        metadata: {name: %s, namespace: apps}
        spec: {purpose: It shows what is done by whom, owner: {team: red}, stage: Pilot, pattern: {name: ask, parameters: {system: left}}, claims: [{system: left, limit: hourly, amount: %d}]%s}
        """
        .formatted(name, amount, further);
  }

  private void applied(String yaml) {
    // admission may know a moment later what was applied just before
    List<Run> last = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              last.add(server.kubectlWith(yaml, "apply", "-f", "-"));
              last.get(last.size() - 1).orFail();
            });
  }

  private void refused(String yaml, String rule) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Run run = server.kubectlWith(yaml, "apply", "--dry-run=server", "-f", "-");
              assertThat(run.err()).contains(rule);
              assertThat(run.exit()).isNotZero();
            });
  }

  private void awaitReady(String what) {
    awaitSaid(what, text -> text.contains("Ready=True"));
  }

  private void awaitSaid(String what, Predicate<String> enough) {
    await(what)
        .atMost(PATIENCE)
        .until(
            () ->
                server
                    .kubectl(
                        "-n",
                        "apps",
                        "get",
                        what,
                        "-o",
                        "jsonpath={range .status.conditions[?(@.observedGeneration>=1)]}{.type}={.status} {end}")
                    .out(),
            enough);
  }
}
