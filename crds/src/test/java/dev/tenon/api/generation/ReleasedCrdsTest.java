package dev.tenon.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Objects, manifests and clients of a release stay right; see crds/released/README.md. */
class ReleasedCrdsTest {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  @Test
  void nothingThatWasReleasedIsBroken() throws IOException {
    Map<String, String> generated = GeneratedFiles.all();
    List<String> breaking = new ArrayList<>();
    for (Path released : yamlBelow(MODULE.resolve("released"))) {
      String now = generated.get("crds/generated/" + released.getFileName());
      if (now == null) {
        breaking.add(released.getFileName() + ": the kind is gone");
        continue;
      }
      Compatibility.breakingChanges(
              CrdTree.map(Yaml.read(Files.readString(released))), CrdTree.map(Yaml.read(now)))
          .forEach(change -> breaking.add(MODULE.relativize(released) + " " + change));
    }
    assertThat(breaking).isEmpty();
  }

  @Test
  void whatIsGeneratedNowIsCompatibleWithItself() {
    GeneratedFiles.all()
        .forEach(
            (path, content) -> {
              if (path.startsWith("crds/generated/")) {
                Map<String, Object> crd = CrdTree.map(Yaml.read(content));
                assertThat(Compatibility.breakingChanges(crd, crd)).isEmpty();
              }
            });
  }

  private static List<Path> yamlBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
