package dev.tenon.engine.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.Crds;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.change.Actor;
import dev.tenon.engine.change.Change;
import dev.tenon.engine.change.Occasion;
import dev.tenon.engine.change.Right;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Overlay;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.policy.Bundle;
import dev.tenon.engine.policy.Explanation;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.quota.Ledger;
import dev.tenon.engine.render.Renderer;
import dev.tenon.engine.schema.CustomResource;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.engine.yaml.YamlReader;
import dev.tenon.testing.Fixture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever an API server would let pass, review has an opinion of: nothing is thrown, the opinion
 * is the same each time, and what it lets pass can be rendered.
 */
class AnyManifestTest {
  private static final int MANIFESTS = Integer.getInteger("fuzz.inputs", 4_000);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "revenue-ops",
          "sales",
          "nobody",
          "hubspot",
          "salesforce",
          "poll-and-upsert",
          "production-has-deputy",
          "claim-missing",
          "daily",
          "Production",
          "Draft",
          "Retired",
          "Deprecated",
          "Accepted",
          "2026-11-24",
          "0001-01-01",
          "9999-12-31",
          "999999d",
          "1ms",
          "0.0001",
          "99.99999999999999999999",
          "resource:file:/etc/passwd",
          "{{env:HOME}}",
          "${sys.x}",
          ".a | input_filename",
          "/a/../b",
          "system:hubspot",
          "https://x.example",
          "line\nbreak",
          "nul\0",
          "😀",
          "\u202e\u2028",
          "null",
          "true",
          "1");

  private final Map<String, List<JsonNode>> seen = new HashMap<>();
  private final Random random = new Random(20261124);
  private final Map<String, CustomResource> kinds = new HashMap<>();
  private final Renderer renderer = Renderer.with(Bundle.SCHEMES);
  private final Review review = Review.with(renderer);
  private final IndexedEstate estate = estate();
  private final Ledger ledger = new Ledger(estate);
  private int reviewed;
  private int allowed;
  private int unreadable;

  AnyManifestTest() {
    Crds.yaml().stream()
        .map(yaml -> new YamlReader().read("crd", yaml).documents().get(0).json())
        .flatMap(crd -> CustomResource.of(crd).stream())
        .forEach(kind -> kinds.put(kind.kind(), kind));
  }

  private static IndexedEstate estate() {
    IndexedEstate estate = Manifests.estate(Bundle.estate());
    Manifests.readFolder(Path.of("../samples/patterns")).forEach(estate::put);
    Bundle.policies().forEach(estate::put);
    Manifests.read(Bundle.explain("production-has-deputy").orElseThrow().passing())
        .forEach(estate::put);
    return estate;
  }

  @Test
  void reviewHasAnOpinionOfWhateverIsValid() throws IOException {
    List<ObjectNode> corpus = corpus();
    corpus.forEach(this::learn);
    for (int i = 0; i < MANIFESTS; i++) {
      ObjectNode object = corpus.get(random.nextInt(corpus.size())).deepCopy();
      for (int n = random.nextInt(3); n >= 0; n--) {
        mutate(object, 0);
      }
      CustomResource kind = kinds.get(object.path("kind").asText());
      if (kind == null || !(object.path("metadata") instanceof ObjectNode)) {
        continue;
      }
      CustomResource.Outcome outcome = kind.create(object);
      if (outcome.errors().isEmpty()) {
        check(outcome.object());
      }
    }
    System.out.printf(
        "%d manifests: %d valid and reviewed, %d of them allowed; %d valid and unreadable%n",
        MANIFESTS, reviewed, allowed, unreadable);
    assertThat(reviewed)
        .as("a test that reviews nothing shows nothing")
        .isGreaterThan(MANIFESTS / 5);
    assertThat(allowed).isPositive();
  }

  private void check(ObjectNode json) {
    Optional<TenonResource<?, ?>> read = object(json);
    if (read.isEmpty()) {
      unreadable++;
      return;
    }
    TenonResource<?, ?> object = read.get();
    reviewed++;
    Optional<TenonResource<?, ?>> before = estate.find(Refs.of(object));
    Change change =
        before.map(old -> Change.update(old, object)).orElseGet(() -> Change.create(object));
    for (Change one : List.of(change, change.by(anybody()), Change.delete(object))) {
      for (Occasion occasion : Occasion.values()) {
        Verdict verdict = review.of(one, estate, ledger, occasion, now());
        assertThat(ProblemText.of(verdict.problems(), one.of()).lines())
            .as(json.toString())
            .allSatisfy(line -> assertThat(line.codePoints()).noneMatch(Character::isISOControl));
        assertThat(verdict.problems())
            .as(json.toString())
            .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
      }
    }
    Verdict verdict = review.of(change, estate, ledger, Occasion.Check, Bundle.NOW);
    assertThat(review.of(change, estate, ledger, Occasion.Check, Bundle.NOW)).isEqualTo(verdict);
    if (verdict.allows()) {
      allowed++;
      if (object instanceof Integration integration && !change.keepsSpec()) {
        assertThat(renderer.render(integration, Overlay.with(estate, object)).problems())
            .as(json.toString())
            .isEmpty();
      }
    }
    assertThat(verdict.problems()).extracting(Problem::rule).doesNotContain("");
  }

  /** API servers let lists pass for texts that have a format: such an object cannot be read. */
  private static Optional<TenonResource<?, ?>> object(ObjectNode json) {
    try {
      return Optional.of(Manifests.of(json));
    } catch (IllegalArgumentException e) {
      assertThat(json.path("spec").toString())
          .as("valid, and no object: %s", e.getMessage())
          .containsPattern("(Date|Time)\":\\[");
      return Optional.empty();
    }
  }

  private Actor anybody() {
    return new Actor(
        text(),
        new TreeSet<>(Set.of("revenue-ops", "architecture")),
        random.nextBoolean() ? Set.of(Right.values()) : Set.of());
  }

  private Instant now() {
    return Bundle.NOW.plusSeconds(random.nextInt(400 * 86_400));
  }

  private List<ObjectNode> corpus() throws IOException {
    List<ObjectNode> corpus = new ArrayList<>();
    for (Explanation explanation : Bundle.explanations()) {
      Stream.of(explanation.text(), explanation.passing(), explanation.failing())
          .forEach(yaml -> corpus.addAll(read(yaml)));
    }
    Fixture.valid().forEach(fixture -> corpus.addAll(read(fixture.yaml())));
    Fixture.valid().forEach(fixture -> corpus.addAll(read(fixture.yaml())));
    return corpus;
  }

  private static List<ObjectNode> read(String yaml) {
    return new YamlReader()
        .read("it", yaml).documents().stream().map(document -> document.json()).toList();
  }

  private void learn(JsonNode node) {
    node.fields()
        .forEachRemaining(
            field ->
                seen.computeIfAbsent(field.getKey(), name -> new ArrayList<>())
                    .add(field.getValue()));
    node.forEach(this::learn);
  }

  /** Changes something below a value: mostly deep inside, where most fields are. */
  private void mutate(ObjectNode object, int depth) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      object.set(text(), value(depth));
      return;
    }
    String name = depth == 0 ? "spec" : names.get(random.nextInt(names.size()));
    if (depth == 0 && random.nextInt(12) == 0) {
      name = "metadata";
    }
    JsonNode child = object.path(name);
    seen.computeIfAbsent(name, any -> new ArrayList<>(List.of(JSON.textNode(text()))));
    if (child instanceof ObjectNode inner && random.nextInt(6) > 0) {
      mutate(inner, depth + 1);
    } else if (child instanceof ArrayNode list && !list.isEmpty() && random.nextInt(4) > 0) {
      mutate(list, depth + 1);
    } else if (random.nextInt(6) == 0) {
      object.remove(name);
    } else if (random.nextInt(3) > 0) {
      // what stands in a field of that name elsewhere: mostly valid, and seldom meant
      List<JsonNode> others = seen.get(name);
      object.set(name, others.get(random.nextInt(others.size())).deepCopy());
    } else if (random.nextInt(4) == 0) {
      object.set(text(), value(depth));
    } else {
      object.set(name, value(depth));
    }
  }

  private void mutate(ArrayNode list, int depth) {
    int at = random.nextInt(list.size());
    switch (random.nextInt(5)) {
      case 0 -> list.remove(at);
      case 1 -> list.add(list.get(at).deepCopy());
      case 2 -> list.set(at, value(depth));
      default -> {
        if (list.get(at) instanceof ObjectNode inner) {
          mutate(inner, depth + 1);
        } else {
          list.set(at, value(depth));
        }
      }
    }
  }

  private JsonNode value(int depth) {
    return switch (random.nextInt(12)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextLong());
      case 3 -> JSON.numberNode(random.nextInt(100));
      case 4 -> JSON.numberNode(random.nextDouble());
      case 5 -> depth > 6 ? JSON.arrayNode() : JSON.arrayNode().add(value(depth + 1));
      case 6 -> depth > 6 ? JSON.objectNode() : JSON.objectNode().set(text(), value(depth + 1));
      case 7 -> JSON.textNode("x".repeat(random.nextInt(3_000)));
      default -> JSON.textNode(text());
    };
  }

  private String text() {
    return TEXTS.get(random.nextInt(TEXTS.size()));
  }
}
