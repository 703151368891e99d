package dev.tenon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Review;
import dev.tenon.engine.review.Verdict;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples are what the default policies ask for. */
class SamplesTest {
  private static final Path SAMPLES = Path.of("../samples");
  private static final Review REVIEW = Review.with(Renderer.with(Set.of()));

  static Stream<Path> samples() throws IOException {
    try (Stream<Path> folders = Files.list(SAMPLES)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("sandbox.yaml")))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void noPolicyRefusesAnythingOfASample(Path folder) throws IOException {
    IndexedEstate estate = Manifests.estate(Manifests.readFolder(SAMPLES.resolve("patterns")));
    Bundle.policies().forEach(estate::put);
    Set<Ref> own = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.toString().endsWith(".yaml") && !file.endsWith("sandbox.yaml")) {
          for (TenonResource<?, ?> object : Manifests.readOurs(Files.readString(file))) {
            estate.put(object);
            own.add(Refs.of(object));
          }
        }
      }
    }
    assertThat(own).anyMatch(ref -> ref.kind().equals(Refs.INTEGRATION));
    Ledger ledger = new Ledger(estate);
    for (Ref ref : own) {
      Verdict verdict =
          REVIEW.of(
              Change.create(estate.find(ref).orElseThrow()),
              estate,
              ledger,
              Occasion.Check,
              Bundle.NOW);
      assertThat(verdict.denials()).as(ProblemText.of(verdict.problems(), ref)).isEmpty();
    }
  }
}
