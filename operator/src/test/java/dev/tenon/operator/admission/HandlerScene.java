package dev.tenon.operator.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.change.Right;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Enforcement;
import dev.tenon.engine.review.Review;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;

/** A small estate, and a handler that is asked about writes to it. */
abstract class HandlerScene {
  static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  static final String ESTATE =
      """
      kind: Team
      metadata: {name: support}
      spec: {members: [{id: ana@corp.example}, {id: bo@corp.example}], namespaces: [support], groups: [support-people]}
      ---
      kind: System
      metadata: {name: github}
      spec:
        vendor: GitHub
        owner: {team: support}
        endpoint: {uri: "https://api.github.example"}
        webhook: {type: GitHub, secretRef: {name: hook}}
      ---
      kind: System
      metadata: {name: crm}
      spec:
        vendor: CRM
        owner: {team: support}
        endpoint: {uri: "https://crm.example"}
        limits: [{name: daily, calls: 1000, per: 24h, source: contract, verifiedDate: "2026-11-01"}]
      """;

  static final String POLICY =
      """
      kind: IntegrationPolicy
      metadata: {name: production-has-deputy}
      spec:
        rationale: An integration that one team understands stops when that team is away.
        match: {kinds: [Integration]}
        action: Deny
        waivers: {maxDuration: 90d}
        validations:
        - fieldPath: spec.owner.deputy
          expression: has(object.spec.owner.deputy)
          message: production integrations need a deputy team
          fix: Set spec.owner.deputy to a Team that has agreed to take over.
      """;

  static final String WAIVER =
      """
      kind: Waiver
      metadata: {name: no-deputy-yet, namespace: support}
      spec:
        integrations: [mine]
        policies: [production-has-deputy]
        rationale: The second team is being hired
        expirationDate: "2026-12-31"
        approval: {by: ada@corp.example}
      """;

  final IndexedEstate estate = new IndexedEstate();
  final Ledger ledger = new Ledger(estate);
  final List<Set<Right>> asked = new ArrayList<>();
  Confirmation confirmation = Confirmation.needless();
  Rights rights =
      (user, namespace, name, all) -> {
        asked.add(all);
        return all;
      };
  Enforcement enforcement = Enforcement.Deny;

  @BeforeEach
  void declare() throws Exception {
    Cases.patterns().forEach(this::put);
    Cases.read(ESTATE).forEach(this::put);
  }

  void put(ObjectNode object) {
    estate.put(Cases.resource(object));
  }

  void put(String yaml) {
    Cases.read(yaml).forEach(this::put);
  }

  static ObjectNode integration(String name, int claim) {
    return Cases.one(
        """
        kind: Integration
        metadata: {name: %s, namespace: support}
        spec:
          purpose: A case
          owner: {team: support}
          stage: Pilot
          pattern: {name: webhook-to-system, parameters: {source: github, key: .id, sink: crm, write: {path: /a}}}
          claims: [{system: crm, limit: daily, amount: %d}]
        """
            .formatted(name, claim));
  }

  AdmissionResponse ask(ObjectNode review) throws Exception {
    Review judge = Review.with(Renderer.with(Set.of())).enforcing(enforcement);
    return new AdmissionHandler(estate, ledger, judge, rights, confirmation)
        .handle(AdmissionReviews.read(Cases.bytes(review)), NOW);
  }

  AdmissionResponse create(ObjectNode object) throws Exception {
    return ask(Cases.review("CREATE", Optional.of(object), Optional.empty()));
  }

  AdmissionResponse update(ObjectNode old, ObjectNode now) throws Exception {
    return ask(Cases.review("UPDATE", Optional.of(now), Optional.of(old)));
  }
}
