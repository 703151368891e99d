package dev.tenon.local.api.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.validation.Errors;
import dev.tenon.local.api.validation.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Secrets: text is stored as bytes, the type stays, and some types have keys that they need. */
final class SecretRules extends BuiltinRules {
  private static final Map<String, List<String>> NEEDED =
      Map.of(
          "kubernetes.io/dockercfg", List.of(".dockercfg"),
          "kubernetes.io/dockerconfigjson", List.of(".dockerconfigjson"),
          "kubernetes.io/ssh-auth", List.of("ssh-privatekey"),
          "kubernetes.io/tls", List.of("tls.crt", "tls.key"));

  SecretRules(ResourceType type) {
    super(type);
  }

  @Override
  public List<String> read(ObjectNode object) {
    List<String> flaws = super.read(object);
    requireBase64(object.path("data"));
    if (object.path("stringData") instanceof ObjectNode text) {
      ObjectNode data = object.withObject("/data");
      for (Map.Entry<String, JsonNode> entry : text.properties()) {
        byte[] bytes = entry.getValue().asText("").getBytes(StandardCharsets.UTF_8);
        data.put(entry.getKey(), Base64.getEncoder().encodeToString(bytes));
      }
      object.remove("stringData");
    }
    if (!object.has("type")) {
      object.put("type", "Opaque");
    }
    return flaws;
  }

  @Override
  public List<FieldError> check(ObjectNode object) {
    List<FieldError> out = new ArrayList<>();
    long size = 0;
    JsonNode data = object.path("data");
    for (String key : Json.names(data)) {
      Names.configKey(key).forEach(c -> out.add(Errors.invalid("data[" + key + "]", key, c)));
      size += data.path(key).asText("").length() * 3L / 4;
    }
    if (size > ConfigMapRules.MOST_BYTES) {
      out.add(Errors.tooLong("data", ConfigMapRules.MOST_BYTES));
    }
    String type = Json.string(object, "type");
    for (String key : NEEDED.getOrDefault(type, List.of())) {
      if (!data.has(key)) {
        out.add(Errors.required("data[" + key + "]", ""));
      }
    }
    if (type.equals("kubernetes.io/basic-auth")
        && Stream.of("username", "password").noneMatch(data::has)) {
      out.add(Errors.required("data[username]", ""));
      out.add(Errors.required("data[password]", ""));
    }
    return out;
  }

  @Override
  public List<FieldError> checkUpdate(ObjectNode object, ObjectNode old, String subresource) {
    List<FieldError> out = new ArrayList<>();
    if (!object.path("type").equals(old.path("type"))) {
      out.add(Errors.invalid("type", Json.string(object, "type"), "field is immutable"));
    }
    out.addAll(ConfigMapRules.frozen(object, old, List.of("data")));
    out.addAll(check(object));
    return out;
  }
}
