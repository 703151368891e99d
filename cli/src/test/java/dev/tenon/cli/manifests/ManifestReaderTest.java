package dev.tenon.cli.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.problem.Problem;
import dev.tenon.testing.Fixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestReaderTest {
  static List<Fixture> valid() {
    return Fixture.valid();
  }

  static List<Fixture> invalid() {
    return Fixture.invalid();
  }

  @ParameterizedTest
  @MethodSource("valid")
  void whatAnApiServerTakesIsTaken(Fixture fixture) {
    ReadFile file = Text.file(fixture.name(), fixture.yaml());

    assertThat(file.problems()).isEmpty();
    assertThat(file.manifests()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void whatAnApiServerRefusesIsRefusedWithAPlaceAndAFix(Fixture fixture) {
    ReadFile file = Text.file(fixture.name(), fixture.yaml());

    assertThat(file.manifests()).isEmpty();
    assertThat(file.problems()).isNotEmpty().allMatch(Problem::refuses);
    assertThat(file.problems())
        .allSatisfy(
            problem -> {
              assertThat(problem.position()).isPresent();
              assertThat(problem.fix()).isNotBlank();
            });
  }

  @Test
  void aMisspeltFieldIsNamedWithItsLineAndTheOneThatWasMeant() {
    ReadFile file =
        Text.file(
            "a.yaml",
            """
            apiVersion: tenon.dev/v1alpha1
            kind: Team
            metadata: {name: support}
            spec:
              members:
              - {id: a@corp.example, mail: a}
              contact: {chat: "#support"}
            """);

    assertThat(Text.said(file))
        .contains("a.yaml:7:3: unknown-field Team support spec.contact: there is no such field")
        .contains("fix: Did you mean contacts?")
        .contains("a.yaml:6:26: unknown-field Team support spec.members[0].mail");
  }

  @Test
  void aNumberWhereTextBelongsIsToBeQuoted() {
    ReadFile file =
        Text.file(
            "a.yaml",
            """
            apiVersion: tenon.dev/v1alpha1
            kind: Team
            metadata: {name: support, labels: {since: 2020}}
            spec:
              members: [{id: a@corp.example}]
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: key, namespace: support}
            stringData:
              port: 8080
              flag: yes
            data: {token: not base64}
            """);

    assertThat(Text.said(file))
        .contains("a.yaml:3:36: invalid-field Team support metadata.labels[since]: a number where")
        .contains("fix: Put it in quotes: \"2020\".")
        .contains("a.yaml:11:3: invalid-field Secret support/key stringData[port]: a number where")
        .contains("a.yaml:13:8: invalid-field Secret support/key data[token]: this is not base64")
        .contains("fix: Put plain text into stringData instead of data.");
  }

  @Test
  void aWrongWordOfAFewIsNamedWithTheOneThatWasMeant() {
    ReadFile file = Text.file("a.yaml", integration("stage: Produktion"));

    assertThat(Text.said(file))
        .contains("a.yaml:7:3: invalid-field Integration shop/orders spec.stage: Unsupported value")
        .contains("fix: Did you mean Production?");
  }

  @Test
  void aRuleOfTheKindIsRefusedInItsOwnWords() {
    ReadFile file =
        Text.file(
            "a.yaml", integration("stage: Draft\n  upstreams: [{name: orders}, {name: orders}]"));

    assertThat(Text.said(file))
        .contains("a.yaml:8:31: invalid-field Integration shop/orders spec.upstreams[1]")
        .contains("fix: Remove one of the two, or make them different.");
  }

  @Test
  void anUnknownKindIsRefusedWithTheOneThatWasMeant() {
    assertThat(Text.said(Text.file("a.yaml", head("tenon.dev/v1alpha1", "integrations"))))
        .contains("a.yaml:2:1: unknown-kind kind: the kind integrations of tenon.dev/v1alpha1")
        .contains("Did you mean Integration?");
    assertThat(Text.said(Text.file("a.yaml", head("tenon.dev/v1", "Integration"))))
        .contains("a.yaml:1:1: unknown-kind apiVersion: there is no Integration in tenon.dev/v1")
        .contains("fix: Write apiVersion: tenon.dev/v1alpha1.");
    assertThat(Text.said(Text.file("a.yaml", head("apps/v1", "Deployment"))))
        .contains("the kind Deployment of apps/v1 is not known here")
        .contains("fix: The kinds are Namespace, Secret,");
  }

  @Test
  void whatIsNoManifestIsRefusedWithoutAStackTrace() {
    assertThat(Text.said(Text.file("a.yaml", "")))
        .contains("a.yaml:1:1: unreadable: the file holds");
    assertThat(Text.said(Text.file("a.yaml", "just words"))).contains("a.yaml:1:1: unreadable");
    assertThat(Text.said(Text.file("a.yaml", "- 1\n- 2\n"))).contains("a.yaml:1:1: unreadable");
    assertThat(Text.said(Text.file("a.yaml", "a: [1, 2\nb: 3\n"))).contains("a.yaml:1:4");
    assertThat(Text.said(Text.file("a.yaml", "a: &x 1\nb: *y\n"))).contains("a.yaml:2:4");
    assertThat(Text.said(Text.file("a.yaml", "kind: Team\nkind: Team\n")))
        .contains("a.yaml:2:1: unreadable: the field kind stands twice, first in line 1");
    assertThat(Text.said(Text.file("a.yaml", "metadata: x\napiVersion: v1\nkind: Namespace\n")))
        .contains("a.yaml:1:1: invalid-field metadata: metadata is a mapping");
  }

  @Test
  void whatIsWrongInOneObjectKeepsTheOthersReadable() {
    ReadFile file =
        Text.file(
            "a.yaml",
            integration("stage: Draft")
                + "---\n"
                + integration("stage: Off").replace("orders", "b"));

    assertThat(file.manifests()).extracting(one -> one.ref().name()).containsExactly("orders");
    assertThat(file.broken()).extracting(ref -> ref.name()).containsExactly("b");
    assertThat(file.refused()).isTrue();
  }

  @Test
  void objectsOfAListAreReadAndTheirPlacesKnown() {
    ReadFile file =
        Text.file(
            "a.json",
            """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}},
              {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"}, "dada": {}}
            ]}
            """);

    assertThat(file.manifests()).extracting(one -> one.ref().toString()).contains("Namespace shop");
    assertThat(Text.said(file))
        .contains("a.json:3:72: unknown-field ConfigMap default/c dada")
        .contains("Did you mean data?");
  }

  @Test
  void aNamespaceIsFilledInWhereItIsNeededAndPassedOverWithAWarningWhereItIsNot() {
    ReadFile file =
        Text.file(
            "a.yaml",
            integration("stage: Draft").replace(", namespace: shop", "")
                + "---\n"
                + head("tenon.dev/v1alpha1", "Team").replace("x}", "x, namespace: shop}")
                + "spec: {members: [{id: a@corp.example}]}\n");

    assertThat(file.refused()).isFalse();
    assertThat(file.manifests())
        .extracting(one -> one.ref().namespace())
        .containsExactly("default", "");
    assertThat(Text.said(file)).contains("warning: invalid-field Team x metadata.namespace");
    assertThat(file.manifests().get(1).json().at("/metadata/namespace").isMissingNode()).isTrue();
  }

  @Test
  void whatIsAppliedIsWhatTheFileSaysAndDefaultsAreKnownBesides() {
    Manifest manifest = Text.file("a.yaml", integration("stage: Draft")).manifests().get(0);

    assertThat(manifest.json().at("/spec/criticality").isMissingNode()).isTrue();
    assertThat(manifest.complete().at("/spec/criticality").asText()).isEqualTo("Medium");
    assertThat(manifest.resource().orElseThrow()).isInstanceOf(Integration.class);
    assertThat(manifest.position("spec.owner.team")).hasToString("a.yaml:6:11");
  }

  @Test
  void anObjectThatStandsTwiceIsRefusedWhereItStandsAgain() {
    Manifests both =
        Text.together(
            Text.file("a.yaml", integration("stage: Draft")),
            Text.file("b.yaml", "# again\n" + integration("stage: Pilot")));

    assertThat(both.refused()).isTrue();
    assertThat(both.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.position().orElseThrow()).hasToString("b.yaml:2:1");
              assertThat(problem.message()).isEqualTo("it is declared twice, first at a.yaml:1:1");
            });
  }

  @Test
  void everyPatternOfTheCatalogueIsRight() {
    assertThat(BundledPatterns.read(new ManifestReader(new Kinds())))
        .extracting(pattern -> pattern.ref().name())
        .contains("poll-and-upsert", "webhook-to-system", "request-reply-proxy");
  }

  private static String head(String apiVersion, String kind) {
    return "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: x}\n";
  }

  private static String integration(String more) {
    return """
        apiVersion: tenon.dev/v1alpha1
        kind: Integration
        metadata: {name: orders, namespace: shop}
        spec:
          purpose: Every order reaches the warehouse
          owner: {team: shop}
          %s
          pattern: {name: webhook-to-system}
        """
        .formatted(more);
  }
}
