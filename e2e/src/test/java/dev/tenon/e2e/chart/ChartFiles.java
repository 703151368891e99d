package dev.tenon.e2e.chart;

import dev.tenon.e2e.Chart;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the chart is, and the values that it is tried with. */
final class ChartFiles {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Chart CHART = new Chart(ROOT.resolve("helm/tenon"));
  private static final Path RESOURCES = Path.of("src/test/resources/chart").toAbsolutePath();

  private ChartFiles() {}

  /** Values that are taken; for each there is a golden file. */
  static List<Path> values() {
    return yaml(RESOURCES.resolve("values"));
  }

  /** Values that are refused; the first line says with which word. */
  static List<Path> refused() {
    return yaml(RESOURCES.resolve("refused"));
  }

  static Path golden(Path values) {
    return RESOURCES.resolve("golden").resolve(values.getFileName());
  }

  static Path value(String name) {
    return RESOURCES.resolve("values").resolve(name + ".yaml");
  }

  /** What is rendered with these values. */
  static Stream<HasMetadata> objects(Path values) {
    return Documents.of(CHART.render(List.of(values))).stream()
        .map(text -> (HasMetadata) Serialization.unmarshal(text));
  }

  private static List<Path> yaml(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
