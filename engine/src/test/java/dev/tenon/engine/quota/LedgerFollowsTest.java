package dev.tenon.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.LimitId;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The ledger follows the estate change by change, and arrives where it would have started. */
class LedgerFollowsTest {
  private static final LimitId DAILY = new LimitId("crm", "daily");

  private static final String CRM =
      """
      kind: System
      metadata: {name: crm}
      spec:
        vendor: v
        owner: {team: t}
        endpoint: {uri: "https://crm.example"}
        limits:
        - {name: daily, calls: CALLS, per: 24h, reservePercent: 10, source: s, verifiedDate: "2026-11-01"}
        - {name: points, points: 1000, costPerCall: 5, per: 1m, source: s, verifiedDate: "2026-11-01"}
        - {name: concurrent, concurrency: 3, source: s, verifiedDate: "2026-11-01"}
      """;

  private static String crm(int calls) {
    return CRM.replace("CALLS", Integer.toString(calls));
  }

  private static String integration(String name, String created, String more) {
    return """
        kind: Integration
        metadata: {name: %s, namespace: n, creationTimestamp: "%s"}
        spec:
          purpose: p
          owner: {team: t}
          stage: Pilot
          routes:
          - route: {id: a, from: {uri: "timer:t", steps: [{to: {uri: "system:crm", parameters: {path: /a}}}]}}
          %s
        """
        .formatted(name, created, more);
  }

  private static String claiming(String name, String created, String criticality, int amount) {
    return integration(
        name,
        created,
        "criticality: "
            + criticality
            + "\n  claims: [{system: crm, limit: daily, amount: "
            + amount
            + "}]");
  }

  private static Ref ref(String name) {
    return Ref.integration("n", name);
  }

  private static void put(IndexedEstate estate, String yaml) {
    Manifests.read(yaml).forEach(estate::put);
  }

  @Test
  void aLoweredLimitShrinksTheSharesOfTheLeastCritical() {
    IndexedEstate estate = new IndexedEstate();
    put(estate, crm(100));
    put(estate, claiming("low", "2026-01-01T00:00:00Z", "Low", 40));
    put(estate, claiming("high", "2026-02-01T00:00:00Z", "High", 40));
    Ledger ledger = new Ledger(estate);
    put(estate, crm(50));
    assertThat(ledger.granted(DAILY, ref("low"))).contains(5L);
    assertThat(ledger.granted(DAILY, ref("high"))).contains(40L);
    estate.remove(Refs.system("crm"));
    assertThat(ledger.granted(DAILY, ref("high"))).isEmpty();
    put(estate, crm(100));
    assertThat(ledger.granted(DAILY, ref("low"))).contains(40L);
  }

  @Test
  void whereThereIsEnoughForAllAChangeConcernsNobodyElse() {
    IndexedEstate estate = new IndexedEstate();
    put(estate, crm(1000));
    put(estate, claiming("a", "2026-01-01T00:00:00Z", "Low", 40));
    Ledger ledger = new Ledger(estate);
    ledger.takeChanged();
    put(estate, claiming("b", "2026-01-01T00:00:00Z", "High", 40));
    assertThat(ledger.takeChanged()).containsExactly(ref("b"));
    assertThat(ledger.claimed(DAILY)).isEqualTo(80);
    assertThat(ledger.claimed(DAILY, ref("b"))).isEqualTo(40);
    put(estate, claiming("b", "2026-01-01T00:00:00Z", "High", 880));
    assertThat(ledger.takeChanged()).containsExactlyInAnyOrder(ref("a"), ref("b"));
  }

  @Test
  void followingChangesGivesTheSameAsStartingFromTheEnd() {
    IndexedEstate estate = new IndexedEstate();
    Ledger following = new Ledger(estate);
    Random random = new Random(7);
    List<String> names = List.of("a", "b", "c", "d", "e", "f");
    Map<String, Object> before = granted(following, names);
    for (int i = 0; i < 1000; i++) {
      String name = names.get(random.nextInt(names.size()));
      switch (random.nextInt(8)) {
        case 0 -> estate.remove(ref(name));
        case 1 -> put(estate, crm(1 + random.nextInt(100)));
        case 2 -> estate.remove(Refs.system("crm"));
        default ->
            put(
                estate,
                claiming(
                        name,
                        "2026-01-0" + (1 + random.nextInt(3)) + "T00:00:00Z",
                        List.of("Low", "Medium", "High").get(random.nextInt(3)),
                        1 + random.nextInt(40))
                    .replace("Pilot", random.nextInt(4) == 0 ? "Draft" : "Pilot"));
      }
      Ledger fresh = new Ledger(copy(estate));
      assertThat(following.allocations("crm")).isEqualTo(fresh.allocations("crm"));
      for (String each : names) {
        assertThat(following.grant(ref(each), 1)).isEqualTo(fresh.grant(ref(each), 1));
      }
      Map<String, Object> after = granted(fresh, names);
      Set<Ref> told = following.takeChanged();
      for (String each : names) {
        if (!after.get(each).equals(before.get(each))) {
          assertThat(told).contains(ref(each));
        }
      }
      before = after;
    }
  }

  private static Map<String, Object> granted(Ledger ledger, List<String> names) {
    Map<String, Object> granted = new TreeMap<>();
    names.forEach(name -> granted.put(name, ledger.grant(ref(name), 1)));
    return granted;
  }

  private static IndexedEstate copy(IndexedEstate estate) {
    IndexedEstate copy = new IndexedEstate();
    for (String kind : List.of(Refs.SYSTEM, Refs.INTEGRATION)) {
      estate.all(kind).forEach(ref -> copy.put(estate.find(ref).orElseThrow()));
    }
    return copy;
  }

  @Test
  void tenThousandClaimantsOfOneLimitComeAndGo() {
    IndexedEstate estate = new IndexedEstate();
    put(estate, crm(1_000_000));
    Ledger ledger = new Ledger(estate);
    Integration template =
        Manifests.one(Integration.class, claiming("x", "2026-01-01T00:00:00Z", "Low", 10));
    for (int i = 0; i < 10_000; i++) {
      Integration one = new Integration();
      one.setMetadata(new ObjectMetaBuilder().withName("i" + i).withNamespace("n").build());
      one.setSpec(template.spec());
      estate.put(one);
      assertThat(ledger.grant(Refs.of(one), 1).shares().get(DAILY).amount()).isEqualTo(10);
    }
    assertThat(ledger.claimed(DAILY)).isEqualTo(100_000);
    for (int i = 0; i < 5_000; i++) {
      estate.remove(ref("i" + i));
    }
    assertThat(ledger.claimed(DAILY)).isEqualTo(50_000);
  }
}
