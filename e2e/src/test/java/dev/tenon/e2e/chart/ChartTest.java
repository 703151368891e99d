package dev.tenon.e2e.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import dev.tenon.api.Crds;
import dev.tenon.operator.admission.WebhookConfiguration;
import dev.tenon.operator.admission.server.AdmissionServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart renders what it should and refuses what it cannot mean. */
class ChartTest {
  private static final Pattern CRD = Pattern.compile("(?m)^kind: CustomResourceDefinition$");
  private static final String REGENERATE =
      "./mvnw -q -pl e2e -am test -Dtest=ChartTest -Dtenon.regenerate=true -Dfast"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  static List<Path> values() {
    return ChartFiles.values();
  }

  static List<Path> refused() {
    return ChartFiles.refused();
  }

  @Test
  void helmFindsNothingWrongWithIt() {
    LintResult result = ChartFiles.CHART.lint();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    assertThat(result.getMessages())
        .filteredOn(line -> line.contains("[WARNING]") || line.contains("[ERROR]"))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("values")
  void rendersWhatItRenderedBefore(Path values) throws IOException {
    String rendered = withoutCrds(ChartFiles.CHART.render(List.of(values)));
    Path golden = ChartFiles.golden(values);
    if (Boolean.getBoolean("tenon.regenerate")) {
      Files.writeString(golden, rendered);
    }

    assertThat(golden).as("there is no golden file yet: %s", REGENERATE).exists();
    assertThat(rendered)
        .as("if that is what you want: %s", REGENERATE)
        .isEqualTo(Files.readString(golden));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesValuesThatItCannotMean(Path values) throws IOException {
    String says = Files.readAllLines(values).get(0).replace("# says: ", "");

    assertThatThrownBy(() -> ChartFiles.CHART.render(List.of(values)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(says);
  }

  @Test
  void holdsEveryCrdAndAnUninstallKeepsThem() {
    List<HasMetadata> crds =
        ChartFiles.objects(ChartFiles.value("defaults"))
            .filter(CustomResourceDefinition.class::isInstance)
            .toList();

    assertThat(crds)
        .extracting(crd -> crd.getMetadata().getName())
        .containsExactlyInAnyOrderElementsOf(Crds.kinds().stream().map(Crds::nameOf).toList());
    assertThat(crds)
        .allSatisfy(
            crd ->
                assertThat(crd.getMetadata().getAnnotations())
                    .containsEntry("helm.sh/resource-policy", "keep"));
  }

  /** The program knows what the API server should ask it, and the chart says the same. */
  @Test
  void registersTheWebhookAsTheProgramWould() {
    ValidatingWebhookConfiguration rendered =
        ChartFiles.objects(ChartFiles.value("defaults"))
            .filter(ValidatingWebhookConfiguration.class::isInstance)
            .map(ValidatingWebhookConfiguration.class::cast)
            .findFirst()
            .orElseThrow();
    ValidatingWebhookConfiguration own =
        WebhookConfiguration.of(
            "tenon",
            new WebhookClientConfigBuilder()
                .withNewService()
                .withName("tenon-admission")
                .withNamespace("tenon-system")
                .withPath(AdmissionServer.REVIEW)
                .withPort(443)
                .endService()
                .build());

    assertThat(sorted(rendered)).isEqualTo(sorted(own));
  }

  /** In which order kinds are named means nothing. */
  private static String sorted(ValidatingWebhookConfiguration configuration) {
    configuration
        .getWebhooks()
        .forEach(
            hook ->
                hook.getRules()
                    .forEach(
                        rule -> rule.setResources(rule.getResources().stream().sorted().toList())));
    return Serialization.asYaml(configuration.getWebhooks());
  }

  /** CRDs have golden files of their own, beside the types that they are made from. */
  private static String withoutCrds(String manifests) {
    return String.join(
        "---\n",
        Documents.of(manifests).stream().filter(text -> !CRD.matcher(text).find()).toList());
  }
}
