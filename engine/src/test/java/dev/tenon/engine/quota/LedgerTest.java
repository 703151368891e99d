package dev.tenon.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.Grant.Unit;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final String CRM =
      """
      kind: System
      metadata: {name: crm}
      spec:
        vendor: CRM
        owner: {team: sales}
        endpoint: {uri: "https://crm.example"}
        limits:
        - {name: daily, calls: 1000, per: 24h, reservePercent: 10, source: contract, verifiedDate: "2026-11-01"}
        - {name: points, points: 500, costPerCall: 5, per: 1m, source: contract, verifiedDate: "2026-11-01"}
        - {name: concurrent, concurrency: 4, source: contract, verifiedDate: "2026-11-01"}
      """;

  private final IndexedEstate estate = new IndexedEstate();
  private final Ledger ledger = new Ledger(estate);

  @BeforeEach
  void declareTheSystem() {
    Manifests.read(CRM).forEach(estate::put);
  }

  private Ref declare(
      String name, String stage, String criticality, String created, String claims) {
    Manifests.read(
            """
            kind: Integration
            metadata: {name: %s, namespace: sales, creationTimestamp: "%s"}
            spec:
              purpose: p
              owner: {team: sales}
              stage: %s
              criticality: %s
              claims: [%s]
              routes:
              - route: {id: a, from: {uri: "timer:x", steps: [{to: "system:crm"}]}}
            """
                .formatted(name, created, stage, criticality, claims))
        .forEach(estate::put);
    return Ref.integration("sales", name);
  }

  private static String daily(long amount) {
    return "{system: crm, limit: daily, amount: " + amount + "}";
  }

  private long share(Ref of) {
    return ledger.grant(of, 1).shares().get(new LimitId("crm", "daily")).amount();
  }

  @Test
  void theReserveIsNobodys() {
    Ref all = declare("all", "Production", "High", "2026-01-01T00:00:00Z", daily(1000));
    assertThat(share(all)).isEqualTo(900);
    assertThat(ledger.allocations("crm").get("daily").missing(all)).isEqualTo(100);
  }

  @Test
  void criticalityGoesFirstThenAgeThenName() {
    Ref young = declare("young", "Production", "Medium", "2026-02-01T00:00:00Z", daily(500));
    Ref old = declare("old", "Production", "Medium", "2026-01-01T00:00:00Z", daily(300));
    Ref critical = declare("critical", "Pilot", "High", "2026-03-01T00:00:00Z", daily(400));
    assertThat(share(critical)).isEqualTo(400);
    assertThat(share(old)).isEqualTo(300);
    assertThat(share(young)).isEqualTo(200);
    Allocation allocation = ledger.allocations("crm").get("daily");
    assertThat(allocation.claimed()).isEqualTo(1200);
    assertThat(allocation.granted()).isEqualTo(900);
    assertThat(allocation.overcommitted()).isTrue();
  }

  @Test
  void draftsAndWhatIsRetiredClaimNothing() {
    Ref draft = declare("draft", "Draft", "High", "2026-01-01T00:00:00Z", daily(900));
    Ref retired = declare("retired", "Retired", "High", "2026-01-01T00:00:00Z", daily(900));
    Ref running = declare("running", "Pilot", "Low", "2026-02-01T00:00:00Z", daily(900));
    assertThat(share(running)).isEqualTo(900);
    assertThat(ledger.grant(draft, 1).shares()).isEmpty();
    assertThat(ledger.grant(retired, 1).shares()).isEmpty();
  }

  @Test
  void aLimitOfConcurrencyWithoutAClaimMeansOneAtATime() {
    Ref quiet = declare("quiet", "Pilot", "Low", "2026-02-01T00:00:00Z", "");
    assertThat(ledger.grant(quiet, 1).shares())
        .containsOnlyKeys(new LimitId("crm", "concurrent"))
        .allSatisfy(
            (limit, share) -> {
              assertThat(share.unit()).isEqualTo(Unit.Concurrency);
              assertThat(share.amount()).isEqualTo(1);
            });
  }

  @Test
  void pointsAreDividedByWhatACallCosts() {
    Ref user =
        declare(
            "user",
            "Pilot",
            "Low",
            "2026-02-01T00:00:00Z",
            "{system: crm, limit: points, amount: 103}");
    assertThat(ledger.grant(user, 1).shares().get(new LimitId("crm", "points")).calls())
        .isEqualTo(20);
  }

  @Test
  void aChangeIsSeenAndNothingIsDividedAgainWithoutOne() {
    Ref user = declare("user", "Pilot", "Low", "2026-02-01T00:00:00Z", daily(10));
    Allocation before = ledger.allocations("crm").get("daily");
    assertThat(ledger.allocations("crm").get("daily")).isSameAs(before);
    declare("user", "Pilot", "Low", "2026-02-01T00:00:00Z", daily(20));
    assertThat(share(user)).isEqualTo(20);
    estate.remove(Refs.system("crm"));
    assertThat(ledger.grant(user, 1).shares()).isEmpty();
  }
}
