package dev.tenon.cli.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tenon.api.ApiJson;
import dev.tenon.api.v1alpha1.Integration;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RowTest {
  private static final String DECLARED =
      """
      apiVersion: tenon.dev/v1alpha1
      kind: Integration
      metadata: {name: orders, namespace: shop, generation: 3}
      spec:
        purpose: Every order reaches the warehouse
        owner: {team: shop}
        stage: Pilot
        pattern: {name: webhook-to-system}
      """;

  @Test
  void whatHasNoStatusYetIsPending() throws IOException {
    Row row = row(DECLARED);

    assertThat(row.name()).isEqualTo("shop/orders");
    assertThat(row.ready()).isEqualTo("Unknown");
    assertThat(row.reason()).isEqualTo("Pending");
    assertThat(row.atRest()).isFalse();
    assertThat(row.notes()).isEmpty();
  }

  @Test
  void whatIsReadyInAnOlderGenerationIsNotAtRest() throws IOException {
    assertThat(row(status(2, "{type: Ready, status: 'True', reason: Running}")).atRest()).isFalse();
    assertThat(row(status(3, "{type: Ready, status: 'True', reason: Running}")).atRest()).isTrue();
  }

  @Test
  void whatRunsTellsWhatIsNotFine() throws IOException {
    Row row =
        row(
            status(
                3,
                "{type: Ready, status: 'True', reason: Running}",
                "{type: Owned, status: 'False', reason: SingleMember, message: one person}",
                "{type: Compliant, status: 'Unknown', reason: NotReviewed, message: nobody asked}"));

    assertThat(row.notes())
        .extracting(Row.Note::toString)
        .containsExactly("Owned=False SingleMember: one person");
    assertThat(row.stalled()).isFalse();
  }

  @Test
  void whatIsStalledIsAtRestAndTellsThatAlone() throws IOException {
    Row row =
        row(
            status(
                3,
                "{type: Ready, status: 'False', reason: InvalidParameters, message: m}",
                "{type: Stalled, status: 'True', reason: InvalidParameters, message: no duration}",
                "{type: Owned, status: 'False', reason: SingleMember, message: one person}"));

    assertThat(row.atRest()).isTrue();
    assertThat(row.stalled()).isTrue();
    assertThat(row.notes())
        .extracting(Row.Note::toString)
        .containsExactly("Stalled=True InvalidParameters: no duration");
  }

  @Test
  void whatThePeopleTakeCareOfThemselvesIsNotWaitedFor() throws IOException {
    String disabled =
        status(3, "{type: Ready, status: 'Unknown', reason: ReconcileDisabled}")
            .replace(
                "generation: 3}", "generation: 3, annotations: {tenon.dev/reconcile: disabled}}");

    assertThat(row(disabled).atRest()).isTrue();
  }

  private static String status(int observed, String... conditions) {
    return DECLARED
        + "status:\n  observedGeneration: "
        + observed
        + "\n  conditions:\n  - "
        + String.join("\n  - ", conditions)
        + "\n";
  }

  private static Row row(String yaml) throws IOException {
    return Row.of(
        ApiJson.newMapper().treeToValue(new YAMLMapper().readTree(yaml), Integration.class));
  }
}
