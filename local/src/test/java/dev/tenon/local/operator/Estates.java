package dev.tenon.local.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.IntegrationPolicy;
import dev.tenon.api.v1alpha1.Pause;
import dev.tenon.api.v1alpha1.Replay;
import dev.tenon.api.v1alpha1.SystemResource;
import dev.tenon.api.v1alpha1.Team;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A small estate in which it can be told who refers to whom: {@code one} asks {@code left} by the
 * pattern {@code ask} for team {@code red}, {@code two} asks {@code right} by {@code ask} for
 * {@code blue}, {@code three} asks {@code right} by {@code ask-too} for {@code red}.
 */
final class Estates {
  static final List<String> ALL =
      List.of(
          namespace(""),
          team("red", "ana", "bo"),
          team("blue", "ana", "bo"),
          system("left", "calls: 1000"),
          system("right", "calls: 1000"),
          pattern("ask", "10s"),
          pattern("ask-too", "10s"),
          integration("one", "ask", "left", "red"),
          integration("two", "ask", "right", "blue"),
          integration("three", "ask-too", "right", "red"));

  private Estates() {}

  static String namespace(String labels) {
    return """
        apiVersion: v1
        kind: Namespace
        metadata: {name: apps, labels: {%s}}
        """
        .formatted(labels);
  }

  /** None of the estate complies with it. */
  static String policy(String match) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: IntegrationPolicy
        metadata: {name: has-runbook}
        spec:
          rationale: Who is woken at night must find what to do.
          match: {kinds: [Integration]%s}
          action: Deny
          validations:
          - fieldPath: spec.runbook
            expression: has(object.spec.runbook)
            message: an integration needs a runbook
            fix: Set spec.runbook to where it is.
        """
        .formatted(match.isEmpty() ? "" : ", " + match);
  }

  /** Refuses because of a day that has passed. */
  static String datedPolicy() {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: IntegrationPolicy
        metadata: {name: reviewed-in-time}
        spec:
          rationale: What nobody looks at grows old.
          match: {kinds: [Integration]}
          action: Deny
          existingViolations: Deny
          validations:
          - fieldPath: spec.runbook
            expression: now < timestamp('2020-01-01T00:00:00Z')
            message: the review is overdue
            fix: Review it.
        """;
  }

  static String team(String name, String... members) {
    String all =
        Arrays.stream(members)
            .map(id -> "{id: " + id + "@acme.example}")
            .collect(Collectors.joining(", "));
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: Team
        metadata: {name: %s}
        spec: {members: [%s], groups: [%s], namespaces: [apps]}
        """
        .formatted(name, all, name);
  }

  static String system(String name, String limit) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: System
        metadata: {name: %s}
        spec:
          vendor: Acme
          owner: {team: red}
          endpoint: {uri: "http://127.0.0.1:9/%s"}
          credentials: {type: Bearer, secretRef: {name: %s}}
          limits: [{name: hourly, %s, per: 1h, source: the contract, verifiedDate: "2026-11-01"}]
        """
        .formatted(name, name, name, limit);
  }

  static String pattern(String name, String timeout) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: IntegrationPattern
        metadata: {name: %s}
        spec:
          title: Ask a system from time to time
          description: It asks and forgets
          useWhen: [it is tested]
          parameterSchema:
            type: object
            required: [system]
            properties: {system: {type: string, format: system, description: who is asked}}
          resilience: {timeout: %s}
          routes:
          - route:
              id: ask
              from:
                uri: timer:ask
                parameters: {period: 1h}
                steps:
                - to: {uri: "system:{{system}}", parameters: {method: GET, path: /ping}}
        """
        .formatted(name, timeout);
  }

  static String integration(String name, String pattern, String system, String team) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: Integration
        metadata: {name: %s, namespace: apps}
        spec:
          purpose: It shows who is reconciled
          owner: {team: %s}
          stage: Pilot
          pattern: {name: %s, parameters: {system: %s}}
          claims: [{system: %s, limit: hourly, amount: 10}]
        """
        .formatted(name, team, pattern, system, system);
  }

  static String pause(String name, String what, Instant end) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: Pause
        metadata: {name: %s, namespace: apps}
        spec: {%s, rationale: it is tested, endTime: "%s"}
        """
        .formatted(name, what, end);
  }

  static String replay(String name, String further) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: Replay
        metadata: {name: %s, namespace: apps}
        spec: {integration: one, from: {deadLetters: {}}, %s}
        """
        .formatted(name, further);
  }

  /** Needs an operator that runs, for the finalizers. */
  static void deleteAll(KubernetesClient client) {
    client.resources(IntegrationPolicy.class).delete();
    client.resources(Replay.class).inNamespace("apps").delete();
    client.resources(Pause.class).inNamespace("apps").delete();
    client.resources(Integration.class).inNamespace("apps").delete();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(
                        client.resources(Integration.class).inNamespace("apps").list().getItems())
                    .isEmpty());
    client.resources(IntegrationPattern.class).delete();
    client.resources(SystemResource.class).delete();
    client.resources(Team.class).delete();
  }
}
