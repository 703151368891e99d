package dev.tenon.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tenon.cli.manifests.Kinds;
import dev.tenon.cli.manifests.Manifest;
import dev.tenon.cli.manifests.ManifestReader;
import dev.tenon.cli.manifests.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final String FILE =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: tenon.dev/v1alpha1
      kind: Team
      metadata: {name: shop}
      spec:
        members: [{id: ana@corp.example}]
        namespaces: [shop]
      """;

  private final List<Manifest> manifests =
      new ManifestReader(new Kinds())
          .read(new Source("a.yaml", FILE.getBytes(StandardCharsets.UTF_8)))
          .manifests();

  @Test
  void whatTheApiRefusesIsSaidWithItsPlaceAndWhatWasAppliedBesides() throws IOException {
    Applier.Done refused =
        done(
            1,
            422,
            "{message: whole, details: {causes: [{field: 'spec.namespaces[0]', message: is not}]}}");

    assertThat(Report.refusals(new Applier.Outcome(List.of(done(0, 201, "{}")), List.of(refused))))
        .isEqualTo(
            """
            a.yaml:10:16: Team shop spec.namespaces[0]: is not
            tenon: not applied: Team shop; applied: Namespace shop""");
  }

  @Test
  void whatAReviewRefusesIsSaidAtTheLineOfEachField() throws IOException {
    Applier.Done refused =
        done(
            1,
            403,
            """
            message: |
              admission webhook "a.tenon.dev" denied the request: few spec.members: too few
                fix: Add one.
              odd metadata.name: too odd
                fix: Choose another.
            """);

    assertThat(Report.refusals(new Applier.Outcome(List.of(), List.of(refused))))
        .isEqualTo(
            """
            a.yaml:9:3: few Team shop spec.members: too few
              fix: Add one.
            a.yaml:7:12: odd Team shop metadata.name: too odd
              fix: Choose another.
            tenon: not applied: Team shop; nothing was applied""");
  }

  @Test
  void aRefusalWithoutCausesIsPrintedWholeAndThatNothingWasApplied() throws IOException {
    Applier.Done refused = done(1, 403, "{message: \"no room\\nat all\"}");

    assertThat(Report.refusals(new Applier.Outcome(List.of(), List.of(refused))))
        .isEqualTo(
            """
            a.yaml:5:1: Team shop: the API refuses it: no room
            a.yaml:5:1: Team shop: the API refuses it: at all
            tenon: not applied: Team shop; nothing was applied""");
  }

  @Test
  void warningsNameTheirObject() throws IOException {
    Applier.Done warned =
        new Applier.Done(
            manifests.get(1), new Answer(200, json("{}"), List.of("namespace unknown")));

    assertThat(Report.warnings(new Applier.Outcome(List.of(warned), List.of())))
        .isEqualTo("a.yaml:5:1: warning: Team shop: namespace unknown");
  }

  @Test
  void countsAreInTheOrderOfKinds() throws IOException {
    assertThat(Report.counts(List.of(done(1, 200, "{}"), done(0, 200, "{}"))))
        .isEqualTo("1 Namespace, 1 Team");
  }

  @Test
  void whatIsGoneIsSaidWithTheCommandThatDeletesIt() {
    assertThat(Report.gone(manifests.get(1).ref()))
        .isEqualTo(
            "tenon: Team shop stands in no file any more, and goes on; "
                + "kubectl delete teams.tenon.dev shop deletes it");
  }

  private Applier.Done done(int manifest, int code, String body) throws IOException {
    return new Applier.Done(manifests.get(manifest), new Answer(code, json(body), List.of()));
  }

  private static JsonNode json(String yaml) throws IOException {
    return new YAMLMapper().readTree(yaml);
  }
}
