package dev.tenon.engine.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.ApiJson;
import dev.tenon.api.v1alpha1.Integration;
import dev.tenon.api.v1alpha1.IntegrationPattern;
import dev.tenon.api.v1alpha1.ParameterSchema;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.Durations;
import dev.tenon.plan.Json;
import dev.tenon.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Whatever text a parameter has: either it is refused, or the plan is the one that a harmless text
 * gives, with that text, byte for byte, where the harmless one was. So no text adds an option, a
 * placeholder, an expression, a step or a scheme.
 */
class PatternFuzzTest {
  private static final int VALUES = 24_000;
  private static final long SEED = 20261124;
  private static final Path PATTERNS = Path.of("../samples/patterns");
  private static final Path CASES = Path.of("src/test/resources/golden");
  private static final ObjectMapper MAPPER = ApiJson.newMapper();

  /** A System that a parameter can name in place of any other. */
  private static final String MARK =
      """
      kind: System
      metadata: {name: zmarkz}
      spec:
        vendor: v
        owner: {team: t}
        endpoint: {uri: "URI"}
        webhook: {type: GitHub, secretRef: {name: s}}
      """;

  private static final Map<String, String> BASES =
      Map.of(
          "poll-and-upsert", "poll-and-upsert-defaults",
          "webhook-to-system", "webhook-to-system-all",
          "webhook-lookup-to-system", "webhook-lookup-to-system",
          "webhook-fan-out", "webhook-fan-out-four",
          "request-reply-proxy", "request-reply-proxy-post",
          "file-drop-import", "file-drop-import-csv");

  /** One text in an integration's parameters, and a harmless value for it. */
  private record Target(
      String pattern, ObjectNode base, List<String> path, String mark, String format) {
    ObjectNode with(String value) {
      ObjectNode changed = base.deepCopy();
      ObjectNode at = changed.withObject("/spec/pattern/parameters");
      for (String name : path.subList(0, path.size() - 1)) {
        at = at.path(name).isObject() ? (ObjectNode) at.get(name) : at.putObject(name);
      }
      if (path.get(path.size() - 1).equals("body")) {
        at.put("method", "POST");
      }
      at.put(path.get(path.size() - 1), value);
      return changed;
    }
  }

  private final Renderer renderer = Renderer.with(Set.of());
  private int accepted;
  private final Set<String> acceptedIn = new HashSet<>();

  @Test
  void noTextOfAParameterIsMoreThanAText() throws IOException {
    List<Target> targets = targets();
    HostileTexts texts = new HostileTexts(SEED);
    Map<Target, Optional<Map<String, String>>> marked = new LinkedHashMap<>();
    for (int i = 0; i < VALUES; i++) {
      Target target = targets.get(i % targets.size());
      Map<String, String> expected =
          marked
              .computeIfAbsent(target, t -> render(t, t.mark()).map(PatternFuzzTest::leaves))
              .orElseThrow(() -> new AssertionError("the mark is refused: " + target));
      String value = texts.next(target.mark());
      render(target, value).ifPresent(plan -> compare(target, value, expected, leaves(plan)));
    }
    System.out.printf(
        "%d texts in %d parameters of %d patterns: %d accepted, %d refused%n",
        VALUES, targets.size(), BASES.size(), accepted, VALUES - accepted);
    assertThat(accepted).as("a test that refuses all shows nothing").isGreaterThan(VALUES / 50);
    assertThat(acceptedIn).as("some text is accepted in every pattern").hasSize(BASES.size());
  }

  private Optional<Plan> render(Target target, String value) {
    Integration integration = MAPPER.convertValue(target.with(value), Integration.class);
    return renderer.render(integration, estate(target)).result();
  }

  private void compare(
      Target target, String value, Map<String, String> expected, Map<String, String> actual) {
    accepted++;
    acceptedIn.add(target.pattern());
    String about = target.pattern() + " " + target.path() + " = " + value;
    assertThat(actual.keySet()).as(about).isEqualTo(expected.keySet());
    expected.forEach(
        (place, leaf) -> {
          String meant =
              target.format().equals("duration") && leaf.equals(target.mark())
                  ? Durations.format(Durations.parse(value))
                  : leaf.replace(target.mark(), value);
          assertThat(actual.get(place)).as(about + " at " + place).isEqualTo(meant);
        });
  }

  /** Every leaf of the routes, read back from their text, and of the rest of the plan. */
  private static Map<String, String> leaves(Plan plan) {
    Map<String, String> leaves = new TreeMap<>();
    Object routes = new Load(LoadSettings.builder().build()).loadFromString(plan.routes());
    collect("routes", Json.tree(Map.of("routes", routes)).get("routes"), leaves);
    ObjectNode rest = Json.tree(plan);
    rest.remove(List.of("routes", "revision"));
    // sorted by name, so another name changes places; the names themselves stand in the calls
    ((ObjectNode) rest.get("facts")).remove("inboxes");
    collect("plan", rest, leaves);
    return leaves;
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isValueNode()) {
      leaves.put(path, node.isTextual() ? node.textValue() : node.getNodeType() + " " + node);
      return;
    }
    leaves.put(path, node.getNodeType() + " of " + node.size());
    node.properties().forEach(it -> collect(path + "." + it.getKey(), it.getValue(), leaves));
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "[" + i + "]", node.get(i), leaves);
      }
    }
  }

  private final Map<String, IndexedEstate> estates = new TreeMap<>();

  private IndexedEstate estate(Target target) {
    boolean files = target.pattern().equals("file-drop-import") && target.path().contains("source");
    return estates.computeIfAbsent(
        files ? "sftp:files.example/in" : "https://mark.example",
        uri -> {
          IndexedEstate estate = Manifests.estate(Manifests.readFolder(PATTERNS));
          try {
            Manifests.read(Files.readString(CASES.resolve("estate.yaml"))).forEach(estate::put);
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          Manifests.read(MARK.replace("URI", uri)).forEach(estate::put);
          return estate;
        });
  }

  private static List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (var object : Manifests.readFolder(PATTERNS)) {
      IntegrationPattern pattern = (IntegrationPattern) object;
      String name = pattern.getMetadata().getName();
      Path in = CASES.resolve(BASES.get(name)).resolve("in");
      ObjectNode base = MAPPER.valueToTree(Manifests.readFolder(in).get(0));
      JsonNode schema =
          MAPPER.valueToTree(
              pattern.spec().parameterSchema().map(ParameterSchema::asSchema).orElseThrow());
      texts(schema, List.of(), (path, leaf) -> targets.add(target(name, base, path, leaf)));
    }
    return targets;
  }

  private interface Texts {
    void found(List<String> path, JsonNode schema);
  }

  private static void texts(JsonNode schema, List<String> path, Texts texts) {
    if (schema.path("type").asText().equals("string") && !schema.has("enum")) {
      texts.found(path, schema);
    }
    schema
        .path("properties")
        .properties()
        .forEach(it -> texts(it.getValue(), and(path, it.getKey()), texts));
    if (schema.path("additionalProperties").isObject()) {
      texts(schema.get("additionalProperties"), and(path, "x"), texts);
    }
  }

  private static List<String> and(List<String> path, String name) {
    List<String> longer = new ArrayList<>(path);
    longer.add(name);
    return longer;
  }

  private static Target target(
      String pattern, ObjectNode base, List<String> path, JsonNode schema) {
    String format = schema.path("format").asText();
    String last = path.get(path.size() - 1);
    String mark =
        switch (format) {
          case "jq" -> ".zmarkz";
          case "path" -> "/zmarkz";
          case "duration" -> "77777ms";
          default ->
              last.equals("delimiter")
                  ? "\u00a7"
                  : last.equals("contentType") ? "text/zmarkz" : "zmarkz";
        };
    return new Target(pattern, base, path, mark, format);
  }
}
