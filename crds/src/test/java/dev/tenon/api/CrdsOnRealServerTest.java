package dev.tenon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationStatus;
import dev.tenon.api.v1alpha1.MessageCounts;
import dev.tenon.api.v1alpha1.Revisions;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.testing.ApiServer;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only a real API server can tell of the CRDs. */
class CrdsOnRealServerTest {
  private static final String INTEGRATION =
      """
      apiVersion: tenon.dev/v1alpha1
      kind: Integration
      metadata: {name: %s, namespace: crds}
      spec:
        purpose: A new contact becomes a lead
        owner: {team: %s}
        stage: Pilot
        pattern: {name: poll-and-upsert}
        claims:
        - {system: hubspot, limit: daily, amount: 1}
      """;

  private static ApiServer server;

  @BeforeAll
  static void start() {
    server = ApiServer.shared().orElse(null);
    assumeTrue(server != null, "no KUBEBUILDER_ASSETS");
    server.kubectl("create", "namespace", "crds");
  }

  static List<Class<? extends TenonResource<?, ?>>> kinds() {
    return Crds.kinds();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindIsServedByAStructuralSchema(Class<? extends TenonResource<?, ?>> kind) {
    CustomResourceDefinition crd =
        server
            .client()
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName(Crds.nameOf(kind))
            .get();

    assertThat(crd.getStatus().getConditions())
        .filteredOn(condition -> "True".equals(condition.getStatus()))
        .extracting("type")
        .containsExactlyInAnyOrder("NamesAccepted", "Established");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void kubectlExplainsEveryKind(Class<? extends TenonResource<?, ?>> kind) {
    assertThat(server.kubectl("explain", "--recursive", Crds.nameOf(kind)).orFail().out())
        .contains("observedGeneration")
        .doesNotContain("<no description>");
  }

  @Test
  void kubectlExplainsAFieldByTheShortName() {
    assertThat(server.kubectl("explain", "tint.spec.slos").orFail().out())
        .contains("targetPercent")
        .contains("error budget")
        .contains("-required-");
  }

  @Test
  void anObjectThatNobodyHasSeenIsPending() {
    apply("unseen", "revenue-ops");

    Integration integration = get("unseen");

    assertThat(integration.status().orElseThrow().observedGeneration()).isEqualTo(-1);
    Condition ready = integration.status().orElseThrow().condition("Ready").orElseThrow();
    assertThat(ready.getStatus()).isEqualTo("Unknown");
    assertThat(ready.getReason()).isEqualTo("Pending");
    assertThat(ready.getMessage()).contains("operator");
    assertThat(server.kubectl("get", "tint", "unseen", "-n", "crds").orFail().out())
        .matches(
            """
            NAME +STAGE +OWNER +READY +REASON +HEALTH +POLICY +AGE *
            unseen +Pilot +revenue-ops +Unknown +Pending +\\S+ *
            """);
  }

  @Test
  void statusIsWrittenByServerSideApplyAndShownInColumns() {
    apply("seen", "revenue-ops");
    Integration fresh = new Integration();
    fresh.setMetadata(new ObjectMetaBuilder().withName("seen").withNamespace("crds").build());
    fresh.setStatus(
        new IntegrationStatus(
            1,
            List.of(
                condition("Ready", "True", "Running"),
                condition("Healthy", "False", "SystemUnavailable"),
                condition("Compliant", "True", "Compliant")),
            List.of("hubspot"),
            Optional.of(1L),
            Optional.of(new Revisions(Optional.of("9c41f2"), Optional.of("9c41f2"))),
            Optional.of("Local"),
            Optional.of(new MessageCounts(5, 4, 0, 0, 1, 0)),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));

    server
        .client()
        .resource(fresh)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("tests")
                .withForce(true)
                .build());

    assertThat(get("seen").status()).isEqualTo(fresh.status());
    assertThat(server.kubectl("get", "tint", "seen", "-n", "crds", "-o", "wide").orFail().out())
        .matches(
            """
            NAME +STAGE +OWNER +READY +REASON +HEALTH +POLICY +AGE +PATTERN +REVISION *
            seen +Pilot +revenue-ops +True +Running +SystemUnavailable +Compliant +\\S+ +poll-and-upsert +9c41f2 *
            """);
    server
        .kubectl("wait", "tint/seen", "-n", "crds", "--for=condition=Ready", "--timeout=30s")
        .orFail();
  }

  @Test
  void claimsOfTwoAppliersAreMergedByTheirKeys() {
    apply("merged", "revenue-ops");
    server
        .kubectlWith(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: Integration
            metadata: {name: merged, namespace: crds}
            spec: {claims: [{system: salesforce, limit: daily, amount: 2}]}
            """,
            "apply",
            "--server-side",
            "--field-manager=another",
            "-f",
            "-")
        .orFail();

    assertThat(get("merged").spec().claims())
        .extracting("system")
        .containsExactly("hubspot", "salesforce");
  }

  @Test
  void serverSideApplyRefusesUnknownFieldsToo() {
    assertThat(
            server
                .kubectlWith(
                    INTEGRATION.formatted("typo", "a") + "  ownr: {team: b}\n",
                    "apply",
                    "--server-side",
                    "-f",
                    "-")
                .err())
        .contains(".spec.ownr: field not declared in schema");
  }

  @Test
  void integrationsAreSelectedByOwnerStageAndPattern() {
    apply("mine", "selected");
    apply("theirs", "others");

    assertThat(
            server
                .kubectl(
                    "get",
                    "tint",
                    "-n",
                    "crds",
                    "-o",
                    "name",
                    "--field-selector=spec.owner.team=selected,spec.stage=Pilot,spec.pattern.name=poll-and-upsert")
                .orFail()
                .out())
        .isEqualTo("integration.tenon.dev/mine\n");
  }

  @Test
  void theCategoryListsTheEstate() {
    apply("listed", "revenue-ops");
    server
        .kubectlWith(
            """
            apiVersion: tenon.dev/v1alpha1
            kind: Team
            metadata: {name: listed}
            spec: {}
            """,
            "apply",
            "-f",
            "-")
        .orFail();

    assertThat(server.kubectl("get", "tenon", "-A", "-o", "name").orFail().out())
        .contains("integration.tenon.dev/listed", "team.tenon.dev/listed");
  }

  private static Condition condition(String type, String status, String reason) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage("")
        .withObservedGeneration(1L)
        .withLastTransitionTime("2026-11-24T06:00:00Z")
        .build();
  }

  private static void apply(String name, String team) {
    server
        .kubectlWith(INTEGRATION.formatted(name, team), "apply", "--server-side", "-f", "-")
        .orFail();
  }

  private static Integration get(String name) {
    return server.client().resources(Integration.class).inNamespace("crds").withName(name).get();
  }
}
