package dev.tenon.engine.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.api.ApiJson;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.engine.estate.Refs;
import dev.tenon.plan.Ref;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects as JSON, as far as policies may read them. What many integrations name, a Team or a
 * System or a pattern, is written once for as long as it is declared so. Safe for threads.
 */
final class Documents {
  private static final ObjectMapper MAPPER = ApiJson.newMapper();

  private final Map<Ref, Written> written = new ConcurrentHashMap<>();

  private record Written(Object spec, JsonNode json) {}

  /** An object that many name; its JSON is shared and must not be changed. */
  JsonNode of(TenonResource<?, ?> object) {
    Ref ref = Refs.of(object);
    Written known = written.get(ref);
    if (known == null || known.spec() != object.spec()) {
      known = new Written(object.spec(), write(object));
      written.put(ref, known);
    }
    return known.json();
  }

  /** An object that is looked at once. */
  static ObjectNode write(TenonResource<?, ?> object) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("apiVersion", object.getApiVersion());
    json.put("kind", object.getKind());
    ObjectNode metadata = json.putObject("metadata");
    metadata.put("name", object.getMetadata().getName());
    if (object.getMetadata().getNamespace() != null) {
      metadata.put("namespace", object.getMetadata().getNamespace());
    }
    if (object.getMetadata().getCreationTimestamp() != null) {
      metadata.put("creationTimestamp", object.getMetadata().getCreationTimestamp());
    }
    json.set("spec", MAPPER.valueToTree(object.spec()));
    return json;
  }
}
