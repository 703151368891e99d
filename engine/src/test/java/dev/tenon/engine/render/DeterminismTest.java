package dev.tenon.engine.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.api.ApiJson;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.IndexedEstate;
import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.testing.Manifests;
import dev.tenon.plan.Json;
import dev.tenon.plan.Ref;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The same declaration gives the same bytes, in whatever order its fields come. */
class DeterminismTest {
  private static final Path CASES = Path.of("src/test/resources/golden");
  private static final Path PATTERNS = Path.of("../samples/patterns");
  private static final ObjectMapper MAPPER = ApiJson.newMapper();

  @Test
  void theOrderOfFieldsAndObjectsDoesNotMatter() throws Exception {
    try (Stream<Path> folders = Files.list(CASES)) {
      for (Path folder : folders.filter(Files::isDirectory).toList()) {
        List<TenonResource<?, ?>> objects = new ArrayList<>(Manifests.readFolder(PATTERNS));
        objects.addAll(Manifests.read(Files.readString(CASES.resolve("estate.yaml"))));
        objects.addAll(Manifests.readFolder(folder.resolve("in")));
        Map<Ref, String> first = render(objects);
        for (int seed = 1; seed <= 8; seed++) {
          assertThat(render(shuffled(objects, new Random(seed))))
              .as("%s, shuffled by %d", folder, seed)
              .isEqualTo(first);
        }
      }
    }
  }

  private static Map<Ref, String> render(List<TenonResource<?, ?>> objects) {
    IndexedEstate estate = Manifests.estate(objects);
    Renderer renderer = Renderer.with(Set.of("kafka"));
    Map<Ref, String> rendered = new TreeMap<>();
    for (Ref ref : estate.all(Refs.INTEGRATION)) {
      Rendering rendering = renderer.render(estate.integration(ref).orElseThrow(), estate);
      rendered.put(
          ref,
          rendering.result().map(Json::text).orElse(ProblemText.of(rendering.problems(), ref)));
    }
    return rendered;
  }

  private static List<TenonResource<?, ?>> shuffled(
      List<TenonResource<?, ?>> objects, Random random) throws Exception {
    List<TenonResource<?, ?>> shuffled = new ArrayList<>();
    for (TenonResource<?, ?> object : objects) {
      JsonNode tree = shuffled(MAPPER.<JsonNode>valueToTree(object), random);
      shuffled.add((TenonResource<?, ?>) MAPPER.treeToValue(tree, object.getClass()));
    }
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  private static JsonNode shuffled(JsonNode node, Random random) {
    if (node.isObject()) {
      List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(node.properties());
      Collections.shuffle(fields, random);
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      fields.forEach(field -> object.set(field.getKey(), shuffled(field.getValue(), random)));
      return object;
    }
    if (node.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> list.add(shuffled(item, random)));
      return list;
    }
    return node;
  }

  @Test
  void whateverIsPrintedAsYamlIsReadBackAsItWas() {
    HostileTexts texts = new HostileTexts(7);
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      JsonNode tree = tree(texts, random, 3);
      ArrayNode routes = JsonNodeFactory.instance.arrayNode().add(tree);
      String yaml = RoutesYaml.print(routes);
      Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      assertThat(new ObjectMapper().valueToTree(read).toString())
          .as(yaml)
          .isEqualTo(routes.toString());
    }
  }

  private static JsonNode tree(HostileTexts texts, Random random, int depth) {
    int shape = depth == 0 ? 3 : random.nextInt(5);
    if (shape == 0) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (int i = random.nextInt(3); i >= 0; i--) {
        list.add(tree(texts, random, depth - 1));
      }
      return list;
    }
    if (shape == 1) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (int i = random.nextInt(3); i > 0; i--) {
        String key = whole(texts.next("k"));
        object.set(key.length() > 100 ? "k" : key, tree(texts, random, depth - 1));
      }
      return object;
    }
    return switch (random.nextInt(6)) {
      case 0 -> JsonNodeFactory.instance.numberNode(random.nextInt(1000));
      case 1 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
      case 2 -> JsonNodeFactory.instance.nullNode();
      default -> TextNode.valueOf(whole(texts.next("a\n b\n")));
    };
  }

  /** YAML has no halves of surrogate pairs. */
  private static String whole(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xd800 && c < 0xe000) ? "half" : text;
  }
}
