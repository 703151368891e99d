package dev.tenon.engine.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tenon.engine.cel.CelSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Paths of fields as policies write them: {@code spec.owner.deputy}, {@code spec.claims[0]}, {@code
 * spec.pattern.parameters[source]}.
 */
final class Fields {
  private static final Pattern SEGMENT =
      Pattern.compile("\\.?([A-Za-z][A-Za-z0-9]*)|\\[([^\\]]*)]");

  private Fields() {}

  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    Matcher matcher = SEGMENT.matcher(path);
    while (matcher.find()) {
      segments.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return segments;
  }

  /** Whether a kind has such a field; of what its schema leaves open, any is one. */
  static boolean exist(CelSchema kind, String path) {
    Optional<? extends CelSchema> here = Optional.of(kind);
    for (String segment : segments(path)) {
      CelSchema schema = here.orElseThrow();
      if (schema.preservesUnknown() && schema.properties().isEmpty()) {
        return true;
      }
      here =
          switch (schema.type()) {
            case "array" -> schema.items();
            case "object" ->
                schema.properties().containsKey(segment)
                    ? Optional.of(schema.properties().get(segment))
                    : schema.additionalProperties();
            default -> Optional.empty();
          };
      if (here.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The value of a field; missing where there is none. */
  static JsonNode value(JsonNode object, String path) {
    JsonNode here = object;
    for (String segment : segments(path)) {
      here =
          here.isArray()
              ? segment.matches("[0-9]{1,6}")
                  ? here.path(Integer.parseInt(segment))
                  : MissingNode.getInstance()
              : here.path(segment);
    }
    return here;
  }
}
