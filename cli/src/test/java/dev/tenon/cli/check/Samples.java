package dev.tenon.cli.check;

/** A small estate, and changes to it. */
final class Samples {
  static final String ESTATE =
      """
      apiVersion: tenon.dev/v1alpha1
      kind: Team
      metadata: {name: red}
      spec:
        members: [{id: ana@acme.example}, {id: bo@acme.example}]
        groups: [red]
        namespaces: [apps]
      ---
      apiVersion: tenon.dev/v1alpha1
      kind: System
      metadata: {name: desk}
      spec:
        vendor: Acme
        owner: {team: red}
        endpoint: {uri: "https://desk.acme.example"}
        webhook: {type: GitHub, secretRef: {name: desk-hook}}
      """;

  private Samples() {}

  static String integration(String name, String stage, String further) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: Integration
        metadata: {name: %s, namespace: apps}
        spec:
          purpose: It shows what a check says
          owner:
            team: red
          stage: %s
          pattern:
            name: webhook-to-system
            parameters: {source: desk, key: .id, sink: desk, write: {path: /tickets}}
        %s"""
        .formatted(name, stage, further);
  }

  static String policy(String name) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: IntegrationPolicy
        metadata: {name: %s}
        spec:
          rationale: Whoever is called at night needs to know what to do
          match: {kinds: [Integration]}
          action: Deny
          validations:
          - expression: has(object.spec.runbook)
            message: no runbook
            fix: Write one, and link it.
            fieldPath: spec.runbook
        """
        .formatted(name);
  }

  static String waiver(String integration, String policy) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: Waiver
        metadata: {name: %s-%s, namespace: apps}
        spec:
          integrations: [%s]
          policies: [%s]
          rationale: The runbook is being written
          expirationDate: "2027-01-31"
          approval: {by: cy@acme.example}
        """
        .formatted(integration, policy, integration, policy);
  }
}
