package dev.tenon.engine.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.change.Actor;
import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.change.Right;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.engine.yaml.YamlReader;
import dev.tenon.plan.Ref;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder of {@code review} is a case: {@code estate.yaml} is what is declared, {@code
 * change.yaml} is applied to it, or what {@code delete.yaml} names is deleted, by the user of
 * {@code by.yaml} where there is one; and {@code admission.txt}, {@code check.txt} and {@code
 * background.txt} are what the review says on each occasion, {@code allowed} where it says nothing.
 */
class RulesTest {
  private static final Path CASES = Path.of("src/test/resources/review");
  private static final Path PATTERNS = Path.of("../samples/patterns");
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final String REPAIR =
      "./mvnw -q -B -Dfast -pl engine -am test -Dtest=RulesTest -Dgolden.update=true -Dsurefire.failIfNoSpecifiedTests=false";
  private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

  private final Renderer renderer = Renderer.with(Set.of());
  private final Review review = Review.with(renderer);

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysWhatItSaidBefore(Path folder) throws IOException {
    IndexedEstate estate = Manifests.estate(Manifests.readFolder(PATTERNS));
    Manifests.read(Files.readString(folder.resolve("estate.yaml"))).forEach(estate::put);
    Change change = change(estate, folder);
    TreeMap<String, String> said = new TreeMap<>();
    TreeMap<String, String> expected = new TreeMap<>();
    for (Occasion occasion : Occasion.values()) {
      Path file = folder.resolve(occasion.name().toLowerCase(java.util.Locale.ROOT) + ".txt");
      String text = print(review(estate, change, occasion), change.of());
      if (UPDATE) {
        Files.writeString(file, text);
      }
      said.put(file.getFileName().toString(), text);
      expected.put(file.getFileName().toString(), Files.exists(file) ? Files.readString(file) : "");
    }
    assertThat(expected).as("%s differs; if that is meant: %s", folder, REPAIR).isEqualTo(said);
  }

  /** Files are checked with all of them declared, and so is the change itself. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void saysTheSameWhereTheChangeIsDeclaredAlready(Path folder) throws IOException {
    IndexedEstate estate = Manifests.estate(Manifests.readFolder(PATTERNS));
    Manifests.read(Files.readString(folder.resolve("estate.yaml"))).forEach(estate::put);
    Change change = change(estate, folder);
    change.after().ifPresent(estate::put);
    assertThat(print(review(estate, change, Occasion.Check), change.of()))
        .isEqualTo(Files.readString(folder.resolve("check.txt")));
  }

  private static Change change(IndexedEstate estate, Path folder) throws IOException {
    Path deletion = folder.resolve("delete.yaml");
    boolean deletes = Files.exists(deletion);
    TenonResource<?, ?> object =
        Manifests.read(Files.readString(deletes ? deletion : folder.resolve("change.yaml"))).get(0);
    Optional<TenonResource<?, ?>> before = estate.find(Refs.of(object));
    Change change =
        deletes
            ? Change.delete(before.orElseThrow())
            : before.map(old -> Change.update(old, object)).orElseGet(() -> Change.create(object));
    return Files.exists(folder.resolve("by.yaml"))
        ? change.by(actor(Files.readString(folder.resolve("by.yaml"))))
        : change;
  }

  private static Actor actor(String yaml) {
    JsonNode by = new YamlReader().read("by.yaml", yaml).documents().get(0).json();
    TreeSet<String> groups = new TreeSet<>();
    by.path("groups").forEach(group -> groups.add(group.asText()));
    Set<Right> rights = EnumSet.noneOf(Right.class);
    by.path("rights").forEach(right -> rights.add(Right.valueOf(right.asText())));
    return new Actor(by.path("username").asText(), groups, rights);
  }

  /** Only admission knows who makes the change. */
  private Verdict review(IndexedEstate estate, Change change, Occasion occasion) {
    Change known =
        occasion == Occasion.Admission
            ? change
            : new Change(change.operation(), change.before(), change.after(), Optional.empty());
    return review.of(known, estate, new Ledger(estate), occasion, NOW);
  }

  private static String print(Verdict verdict, Ref of) {
    List<String> lines = new ArrayList<>();
    verdict
        .problems()
        .forEach(problem -> lines.add(problem.action() + " " + ProblemText.of(problem, of)));
    verdict.audit().forEach((key, value) -> lines.add("audit " + key + ": " + value));
    lines.add(verdict.allows() ? "allowed" : "refused");
    return String.join("\n", lines) + "\n";
  }

  @Test
  void everyRuleFindsSomethingInSomeCase() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path folder : cases().toList()) {
      all.append(Files.readString(folder.resolve("admission.txt")));
      all.append(Files.readString(folder.resolve("check.txt")));
    }
    assertThat(review.rules()).allMatch(rule -> all.toString().contains(rule.name()));
  }
}
