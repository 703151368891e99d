package dev.tenon.engine.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Problem;
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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What README.md has its reader write is refused, starts and is judged as it says. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");

  private final IndexedEstate estate;
  private final Review review = Review.with(Renderer.with(Set.of()));
  private final List<String> blocks;

  ReadmeTest() throws IOException {
    estate = Manifests.estate(Manifests.readFolder(ROOT.resolve("samples/patterns")));
    for (String file : List.of("teams", "systems", "integrations")) {
      Path path = ROOT.resolve("samples/quickstart/" + file + ".yaml");
      Manifests.read(Files.readString(path)).forEach(estate::put);
    }
    blocks =
        YAML.matcher(Files.readString(ROOT.resolve("README.md")))
            .results()
            .map((MatchResult found) -> found.group(1))
            .toList();
  }

  private Verdict start(String yaml) {
    Integration declared = (Integration) Manifests.read(yaml).get(0);
    estate.put(declared);
    return review(declared);
  }

  private Verdict review(Integration declared) {
    return review.of(
        Change.none(declared),
        estate,
        new Ledger(estate),
        Occasion.Background,
        Instant.parse("2026-11-24T06:00:00Z"));
  }

  @Test
  void withoutClaimsItDoesNotStart() {
    Verdict verdict = start(blocks.get(0));

    assertThat(verdict.allows()).isFalse();
    assertThat(verdict.problems())
        .extracting(Problem::rule)
        .containsOnly("claim-missing")
        .hasSize(3);
  }

  @Test
  void withTheClaimsItStarts() {
    Verdict verdict = start(blocks.get(0) + blocks.get(1));

    assertThat(verdict.allows()).as(verdict.problems().toString()).isTrue();
  }

  @Test
  void thePolicyJudgesThePilotAndNobodyElse() {
    estate.put(Manifests.read(blocks.get(2)).get(0));

    for (Ref ref : estate.all(Refs.INTEGRATION)) {
      Verdict verdict = review(estate.integration(ref).orElseThrow());

      assertThat(verdict.problems().stream().map(Problem::rule).toList().contains("needs-deputy"))
          .as(ref.name())
          .isEqualTo(ref.name().equals("customers-to-chat"));
    }
  }
}
