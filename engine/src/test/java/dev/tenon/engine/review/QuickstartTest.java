package dev.tenon.engine.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The quickstart is checked as a whole, as a pull request would be. */
class QuickstartTest {
  private static final Path SAMPLES = Path.of("../samples");

  @Test
  void nothingInItIsRefusedAndOnePilotIsKnownByOnePersonOnly() throws IOException {
    IndexedEstate estate = Manifests.estate(Manifests.readFolder(SAMPLES.resolve("patterns")));
    for (String file : List.of("teams", "systems", "integrations")) {
      Manifests.read(Files.readString(SAMPLES.resolve("quickstart/" + file + ".yaml")))
          .forEach(estate::put);
    }
    Renderer renderer = Renderer.with(Set.of());
    Review review = Review.with(renderer);
    Ledger ledger = new Ledger(estate);
    assertThat(estate.all(Refs.INTEGRATION)).hasSizeGreaterThanOrEqualTo(3);
    for (Ref ref : estate.all(Refs.INTEGRATION)) {
      Integration integration = estate.integration(ref).orElseThrow();
      Verdict verdict =
          review.of(
              Change.create(integration),
              estate,
              ledger,
              Occasion.Check,
              Instant.parse("2026-11-24T06:00:00Z"));
      assertThat(verdict.allows()).as(ProblemText.of(verdict.problems(), ref)).isTrue();
      assertThat(verdict.problems())
          .extracting(Problem::rule)
          .containsExactlyElementsOf(
              ref.name().equals("customers-to-chat") ? List.of("owner-understaffed") : List.of());
    }
  }
}
