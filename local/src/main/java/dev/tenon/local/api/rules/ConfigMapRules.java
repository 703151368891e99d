package dev.tenon.local.api.rules;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.local.api.json.Json;
import dev.tenon.local.api.kinds.ResourceType;
import dev.tenon.local.api.validation.Errors;
import dev.tenon.local.api.validation.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** ConfigMaps: keys, size, and the promise not to change. */
final class ConfigMapRules extends BuiltinRules {
  static final long MOST_BYTES = 1024 * 1024;

  ConfigMapRules(ResourceType type) {
    super(type);
  }

  @Override
  public List<String> read(ObjectNode object) {
    List<String> flaws = super.read(object);
    requireBase64(object.path("binaryData"));
    return flaws;
  }

  @Override
  public List<FieldError> check(ObjectNode object) {
    List<FieldError> out = new ArrayList<>();
    long size = 0;
    for (String key : Json.names(object.path("data"))) {
      Names.configKey(key).forEach(c -> out.add(Errors.invalid("data[" + key + "]", key, c)));
      if (object.path("binaryData").has(key)) {
        out.add(Errors.invalid("data[" + key + "]", key, "duplicate of key present in binaryData"));
      }
      size += object.path("data").path(key).asText("").getBytes(StandardCharsets.UTF_8).length;
    }
    for (String key : Json.names(object.path("binaryData"))) {
      Names.configKey(key).forEach(c -> out.add(Errors.invalid("binaryData[" + key + "]", key, c)));
      size += object.path("binaryData").path(key).asText("").length() * 3L / 4;
    }
    if (size > MOST_BYTES) {
      out.add(Errors.tooLong("", MOST_BYTES));
    }
    return out;
  }

  @Override
  public List<FieldError> checkUpdate(ObjectNode object, ObjectNode old, String subresource) {
    List<FieldError> out = new ArrayList<>(frozen(object, old, List.of("data", "binaryData")));
    out.addAll(check(object));
    return out;
  }

  /** What an object that was declared immutable may not have changed. */
  static List<FieldError> frozen(ObjectNode object, ObjectNode old, List<String> fields) {
    List<FieldError> out = new ArrayList<>();
    if (old.path("immutable").asBoolean()) {
      if (!object.path("immutable").asBoolean()) {
        out.add(Errors.forbidden("immutable", "field is immutable when `immutable` is set"));
      }
      for (String field : fields) {
        if (!Json.same(object.path(field), old.path(field))) {
          out.add(Errors.forbidden(field, "field is immutable when `immutable` is set"));
        }
      }
    }
    return out;
  }
}
