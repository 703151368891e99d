package dev.tenon.local.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.Revisions;
import dev.tenon.engine.review.Enforcement;
import dev.tenon.sandbox.Sandbox;
import dev.tenon.sandbox.config.SandboxConfig;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tools that apply what stands in Git are never stood in the way of. The same for each kind of API.
 */
abstract class GitOpsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path PATTERNS = Path.of("../samples/patterns");
  private static final Path POLICIES = Path.of("../samples/policies");
  private static final Path QUICKSTART = Path.of("../samples/quickstart");

  private static final String NAMESPACES =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: support}}
      ---
      {apiVersion: v1, kind: Namespace, metadata: {name: growth}}
      """;

  private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

  private static Sandbox sandbox;
  private Plane plane;

  @BeforeAll
  static void startVendors() throws Exception {
    sandbox = Sandbox.start(SandboxConfig.read(QUICKSTART.resolve("sandbox.yaml")).withPort(0));
  }

  @AfterAll
  static void stopVendors() {
    sandbox.close();
  }

  /** An API in which nothing is declared. */
  abstract Plane.Home another();

  @AfterEach
  void stop() {
    if (plane != null) {
      plane.close();
      plane = null;
    }
  }

  private void open(Supplier<Plane.Home> home, Enforcement enforcement, InstantSource clock)
      throws Exception {
    stop();
    plane = home.get().open(enforcement, clock);
  }

  private Tool tool() {
    return new Tool(plane.client());
  }

  private static Repository everything() throws Exception {
    return Repository.of(NAMESPACES)
        .with(
            Repository.of(
                text ->
                    text.replace("http://127.0.0.1:8090", sandbox.uri().toString())
                        .replace(
                            "{team: support, deputy",
                            "{team: support, confirmedDate: \"" + TODAY + "\", deputy"),
                POLICIES,
                QUICKSTART,
                PATTERNS));
  }

  private TreeMap<String, String> revisions() {
    TreeMap<String, String> revisions = new TreeMap<>();
    for (Integration one : integrations(plane.client())) {
      revisions.put(
          one.getMetadata().getNamespace() + "/" + one.getMetadata().getName(),
          one.status()
              .flatMap(status -> status.revision())
              .flatMap(Revisions::running)
              .orElse("none"));
    }
    return revisions;
  }

  private static List<Integration> integrations(KubernetesClient client) {
    return client.resources(Integration.class).inAnyNamespace().list().getItems();
  }

  /** The estate of the quickstart runs; returns what runs. */
  private TreeMap<String, String> awaitRunning() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(integrations(plane.client()))
                    .hasSize(3)
                    .allSatisfy(one -> assertThat(said(one, "Ready")).isEqualTo("True Running")));
    TreeMap<String, String> revisions = revisions();
    assertThat(revisions.values()).doesNotContain("none");
    return revisions;
  }

  private static String said(Integration one, String type) {
    return one.status()
        .flatMap(status -> status.condition(type))
        .map(condition -> condition.getStatus() + " " + condition.getReason())
        .orElse("-");
  }

  private Integration integration(String namespace, String name) {
    return plane.client().resources(Integration.class).inNamespace(namespace).withName(name).get();
  }

  @Test
  void everyWayToApplyEndsWithTheSameEstateRunning() throws Exception {
    InstantSource today = InstantSource.system();
    open(this::another, Enforcement.Deny, today);
    assertThat(tool().dryRunThenApply(everything())).isEmpty();
    TreeMap<String, String> first = awaitRunning();
    // what is applied again and again changes nothing
    assertThat(tool().dryRunThenApply(everything())).isEmpty();
    assertThat(tool().applyInRounds(everything(), 1)).isEmpty();
    assertThat(awaitRunning()).isEqualTo(first);

    open(this::another, Enforcement.Deny, today);
    assertThat(tool().applyInRounds(everything(), 5)).isEmpty();
    assertThat(awaitRunning()).isEqualTo(first);

    // two years later, in an empty cluster: what was confirmed then is not confirmed any longer
    InstantSource later = () -> Instant.now().plus(Duration.ofDays(730));
    open(this::another, Enforcement.Deny, later);
    assertThat(tool().apply(Repository.of(text -> text, POLICIES), false)).isEmpty();
    assertThat(tool().applyInRounds(everything(), 5))
        .isNotEmpty()
        .allSatisfy(refusal -> assertThat(refusal).contains("ownership-confirmed"));
    open(this::another, Enforcement.Warn, later);
    assertThat(tool().applyInRounds(everything(), 5)).isEmpty();
    assertThat(awaitRunning()).isEqualTo(first);
    // and when denials bind again, what runs goes on, and what is applied again is let be
    open(this::last, Enforcement.Deny, later);
    assertThat(tool().applyInRounds(everything(), 1)).isEmpty();
    assertThat(tool().dryRunThenApply(everything())).isEmpty();
    assertThat(awaitRunning()).isEqualTo(first);
  }

  /** The one that was opened last, with all that is in it. */
  abstract Plane.Home last();

  private static final String POLICY =
      """
      apiVersion: tenon.dev/v1alpha1
      kind: IntegrationPolicy
      metadata: {name: has-runbook}
      spec:
        rationale: Who is woken at night must find what to do.
        match: {kinds: [Integration]}
        action: Deny
        validations:
        - fieldPath: spec.runbook
          expression: has(object.spec.runbook)
          message: an integration needs a runbook
          fix: Set spec.runbook to where it is.
      """;

  private static String waiver(Instant until) {
    return """
           apiVersion: tenon.dev/v1alpha1
           kind: Waiver
           metadata: {name: no-runbook-yet, namespace: support}
           spec:
             integrations: [tickets-to-chat]
             policies: [has-runbook]
             rationale: It is being written
             expirationDate: "%s"
             approval: {by: ada@corp.example}
           """
        .formatted(until.atOffset(ZoneOffset.UTC).toLocalDate());
  }

  @Test
  void neitherANewPolicyNorAnExpiredWaiverStandsInTheWayOfWhatIsApplied() throws Exception {
    // it is shortly before midnight, and stays so for a while
    Instant midnight = TODAY.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    AtomicReference<Instant> clock = new AtomicReference<>(midnight.minusSeconds(2));
    open(this::another, Enforcement.Deny, clock::get);
    Repository declared = everything();
    assertThat(tool().applyInRounds(declared, 5)).isEmpty();
    TreeMap<String, String> running = awaitRunning();

    // a waiver lets one of three deviate from a policy that is new
    assertThat(tool().apply(Repository.of(waiver(clock.get())), false)).isEmpty();
    assertThat(tool().apply(Repository.of(POLICY), false)).isEmpty();
    assertThat(tool().applyInRounds(declared, 1)).isEmpty();
    awaitCompliance("contacts-to-helpdesk", "False Violations");
    awaitCompliance("tickets-to-chat", "True Waived");

    // on the day after, by itself
    clock.set(midnight.plusSeconds(1));
    awaitCompliance("tickets-to-chat", "False WaiverExpired");
    assertThat(awaitRunning()).isEqualTo(running);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(plane.client().v1().events().inNamespace("support").list().getItems())
                    .filteredOn(event -> "WaiverExpired".equals(event.getReason()))
                    .extracting(Event::getType)
                    .contains("Warning"));
    assertThat(tool().applyInRounds(declared, 1)).isEmpty();
    assertThat(tool().dryRunThenApply(declared)).isEmpty();
    // the next change is another matter
    Integration changed = integration("support", "tickets-to-chat");
    assertThat(
            tool()
                .apply(
                    Repository.of(edited(changed, "nine of ten", "ninety-nine of a hundred")),
                    false))
        .singleElement()
        .asString()
        .contains("has-runbook spec.runbook: an integration needs a runbook");
    assertThat(awaitRunning()).isEqualTo(running);
  }

  private String edited(Integration object, String what, String by) {
    object.setStatus(null);
    object.getMetadata().setManagedFields(null);
    object.getMetadata().setResourceVersion(null);
    return plane.client().getKubernetesSerialization().asYaml(object).replace(what, by);
  }

  private void awaitCompliance(String name, String said) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(said(integration("support", name), "Compliant"))
                    .as(() -> message(integration("support", name)))
                    .isEqualTo(said));
  }

  private static String message(Integration one) {
    return one.status()
        .flatMap(status -> status.condition("Compliant"))
        .map(Condition::getMessage)
        .orElse("");
  }

  private static final String SHARED =
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: support}}
      ---
      apiVersion: tenon.dev/v1alpha1
      kind: Team
      metadata: {name: support}
      spec: {members: [{id: ana@corp.example}, {id: bo@corp.example}], namespaces: [support]}
      ---
      apiVersion: tenon.dev/v1alpha1
      kind: System
      metadata: {name: crm}
      spec:
        vendor: CRM
        owner: {team: support}
        endpoint: {uri: "http://127.0.0.1:9"}
        limits: [{name: daily, calls: 1000, per: 24h, source: contract, verifiedDate: "2026-11-01"}]
      """;

  private static Repository shares(int one, int two) {
    String claim =
        """
        ---
        apiVersion: tenon.dev/v1alpha1
        kind: Integration
        metadata: {name: %s, namespace: support}
        spec:
          purpose: A case
          owner: {team: support}
          stage: Pilot
          routes:
          - route:
              id: tick
              from:
                uri: timer:tick
                parameters: {period: 3600000}
                steps: [{to: {uri: "system:crm", parameters: {method: GET, path: /a}}}]
          claims: [{system: crm, limit: daily, amount: %d}]
        """;
    return Repository.of(SHARED + claim.formatted("one", one) + claim.formatted("two", two));
  }

  @Test
  void aQuotaThatMovesFromOneToTheOtherInOneCommitConverges() throws Exception {
    open(this::another, Enforcement.Deny, InstantSource.system());
    assertThat(tool().applyInRounds(shares(200, 800), 1)).isEmpty();
    // whoever receives comes first in the alphabet, and is refused until the other has given
    List<String> first = tool().applyInRounds(shares(800, 200), 1);
    assertThat(first).singleElement().asString().contains("support/two holds 800");
    assertThat(tool().applyInRounds(shares(800, 200), 1)).isEmpty();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(integrations(plane.client()))
                    .hasSize(2)
                    .allSatisfy(one -> assertThat(said(one, "QuotaGranted")).startsWith("True")));
    // a tool that tries all of it before it applies any waits for a person
    assertThat(tool().dryRunThenApply(shares(200, 800))).hasSize(1);
  }

  @Test
  void aNamespaceWithIntegrationsGoes() throws Exception {
    open(this::another, Enforcement.Deny, InstantSource.system());
    assertThat(tool().applyInRounds(everything(), 5)).isEmpty();
    awaitRunning();
    plane.client().namespaces().withName("support").delete();
    await()
        .atMost(PATIENCE)
        .until(() -> plane.client().namespaces().withName("support").get() == null);
    assertThat(integrations(plane.client()))
        .extracting(one -> one.getMetadata().getNamespace())
        .containsExactly("growth");
  }
}
