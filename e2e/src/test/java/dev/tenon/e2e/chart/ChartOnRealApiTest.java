package dev.tenon.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tenon.testing.ApiServer;
import dev.tenon.testing.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real API server takes everything that the chart renders. */
class ChartOnRealApiTest {
  /** Kinds of others, whose CRDs are not there. */
  private static final List<String> FOREIGN = List.of("cert-manager.io", "monitoring.coreos.com");

  private static ApiServer server;

  static List<Path> values() {
    return ChartFiles.values();
  }

  @BeforeAll
  static void aServerWithTheNamespaces() {
    server = ApiServer.shared().orElse(null);
    assumeTrue(server != null, "no KUBEBUILDER_ASSETS");
    for (String namespace : List.of("tenon-system", "support", "revenue")) {
      server
          .kubectlWith(
              "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace),
              "apply",
              "-f",
              "-")
          .orFail();
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void everythingIsTakenWithoutAWarning(Path values) {
    List<String> own =
        Documents.of(ChartFiles.CHART.render(List.of(values))).stream()
            .filter(
                text -> FOREIGN.stream().noneMatch(group -> text.contains("apiVersion: " + group)))
            .toList();

    Run run =
        server
            .kubectlWith(
                String.join("---\n", own),
                "apply",
                "--server-side",
                "--force-conflicts",
                "--dry-run=server",
                "--validate=strict",
                "-f",
                "-")
            .orFail();

    assertThat(run.err()).doesNotContain("Warning");
    assertThat(run.out().lines()).hasSameSizeAs(own);
  }
}
