package dev.tenon.runner.context;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.plan.allowed.Allowed;
import dev.tenon.plan.allowed.Violation;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Routes as they were checked. Camel reads the tree that was checked, written again, and not the
 * text: so nothing that two readers of YAML may see differently (a key twice, an anchor, a tag) can
 * stand in between.
 */
final class CheckedRoutes {
  private static final JsonMapper ASCII =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final JsonNode tree;

  private CheckedRoutes(JsonNode tree) {
    this.tree = tree;
  }

  /**
   * Reads routes.
   *
   * @throws StartRefused if the text is no YAML
   */
  static CheckedRoutes read(String yaml) throws StartRefused {
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel("routes")
              .setAllowDuplicateKeys(false)
              .setMaxAliasesForCollections(10)
              .build();
      return new CheckedRoutes(tree(new Load(settings).loadFromString(yaml)));
    } catch (YamlEngineException e) {
      throw new StartRefused("the routes are no YAML: " + e.getMessage().strip(), e);
    }
  }

  private static JsonNode tree(Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = nodes.objectNode();
      map.forEach((key, child) -> object.set(String.valueOf(key), tree(child)));
      return object;
    }
    if (value instanceof Iterable<?> list) {
      ArrayNode array = nodes.arrayNode();
      list.forEach(child -> array.add(tree(child)));
      return array;
    }
    return value == null ? nodes.nullNode() : new JsonMapper().valueToTree(value);
  }

  /** What may not be used. */
  List<Violation> violations(Allowed allowed) {
    return allowed.check(tree);
  }

  /** The list of routes. */
  JsonNode tree() {
    return tree;
  }

  /** The routes as Camel reads them: JSON, which is YAML. */
  String text() {
    try {
      return ASCII.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON cannot be written", e);
    }
  }
}
