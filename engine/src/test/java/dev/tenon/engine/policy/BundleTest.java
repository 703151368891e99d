package dev.tenon.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.review.Review;
import dev.tenon.engine.review.Verdict;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.engine.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each policy of the bundle has an example that the whole bundle lets pass, and one that it alone
 * objects to.
 */
class BundleTest {
  private static final Path POLICIES = Path.of("../samples/policies");
  private static final Review REVIEW = Review.with(Renderer.with(Bundle.SCHEMES));

  static Stream<Explanation> explanations() {
    return Bundle.explanations().stream();
  }

  private static Verdict review(Explanation explanation, String manifest) {
    IndexedEstate estate = Manifests.estate(Bundle.estate());
    Manifests.readFolder(Path.of("../samples/patterns")).forEach(estate::put);
    explanation.context().ifPresent(yaml -> Manifests.read(yaml).forEach(estate::put));
    Bundle.policies().forEach(estate::put);
    TenonResource<?, ?> object = Manifests.read(manifest).get(0);
    Change change =
        estate
            .find(Refs.of(object))
            .map(before -> Change.update(before, object))
            .orElseGet(() -> Change.create(object));
    return REVIEW.of(change, estate, new Ledger(estate), Occasion.Check, Bundle.NOW);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void itsPassingExamplePasses(String name) {
    Explanation explanation = Bundle.explain(name).orElseThrow();
    assertThat(review(explanation, explanation.passing()).problems()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void itsFailingExampleFailsBecauseOfItAlone(String name) {
    Explanation explanation = Bundle.explain(name).orElseThrow();
    Verdict verdict = review(explanation, explanation.failing());
    TenonResource<?, ?> object = Manifests.read(explanation.failing()).get(0);
    assertThat(verdict.problems())
        .as(ProblemText.of(verdict.problems(), Refs.of(object)))
        .isNotEmpty()
        .allSatisfy(problem -> assertThat(problem.rule()).isEqualTo(name))
        .allSatisfy(problem -> assertThat(problem.message()).doesNotContain("cannot be evaluated"))
        .allSatisfy(
            problem ->
                assertThat(problem.action().name())
                    .isEqualTo(explanation.policy().spec().action().name()))
        .extracting(Problem::fix)
        .isSubsetOf(
            explanation.policy().spec().validations().stream()
                .map(validation -> validation.fix())
                .toList());
  }

  static Stream<String> names() {
    return explanations().map(Explanation::name);
  }

  @Test
  void whatItSaysOfTheFailingExamples() throws IOException {
    StringBuilder said = new StringBuilder();
    for (Explanation explanation : Bundle.explanations()) {
      TenonResource<?, ?> object = Manifests.read(explanation.failing()).get(0);
      said.append(
              ProblemText.of(
                  review(explanation, explanation.failing()).problems(), Refs.of(object)))
          .append('\n');
    }
    Path golden = Path.of("src/test/resources/bundle.txt");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(golden, said);
    }
    assertThat(golden).hasContent(said.toString());
  }

  /** Rules that only make sense for what Tenon runs say nothing of what runs elsewhere. */
  @Test
  void whatRunsElsewhereIsGovernedAndNotAskedForWhatItCannotHave() {
    Integration external =
        Manifests.one(
            Integration.class,
            """
            kind: Integration
            metadata: {name: old-sync, namespace: revenue}
            spec:
              purpose: Marketing sees who has bought something
              outcome: Nobody is offered what they have
              owner: {team: revenue-ops, business: sales, deputy: platform}
              stage: Production
              runtime: {type: External, external: {product: Zapier, systems: [hubspot, newsletter]}}
              claims: [{system: hubspot, limit: daily, amount: 500}]
            """);
    IndexedEstate estate = Manifests.estate(Bundle.estate());
    Bundle.policies().forEach(estate::put);
    assertThat(
            REVIEW
                .of(Change.create(external), estate, new Ledger(estate), Occasion.Check, Bundle.NOW)
                .problems())
        .isEmpty();
  }

  @Test
  void everyFileOfTheFolderIsInTheBundle() throws IOException {
    try (Stream<Path> files = Files.list(POLICIES)) {
      Set<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.endsWith(".yaml"))
              .map(file -> file.substring(0, file.length() - ".yaml".length()))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(names().toList()).containsExactlyElementsOf(names);
    }
    for (Explanation explanation : Bundle.explanations()) {
      assertThat(REVIEW.policies().problems(explanation.policy())).isEmpty();
      assertThat(explanation.text()).startsWith("# ");
      assertThat(List.of(explanation.text(), explanation.passing(), explanation.failing()))
          .allSatisfy(yaml -> assertThat(new YamlReader().read("it", yaml).problems()).isEmpty());
    }
  }
}
