package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.engine.schema.FieldErrorType;
import dev.tenon.plan.Json;
import dev.tenon.plan.Ref;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of a pattern's parameters for one integration, defaults filled in. */
final class Parameters {
  private final ObjectNode given;
  private final ObjectNode values;
  private final ParameterSpec spec;
  private final Ref integration;
  private final Ref pattern;

  private Parameters(ParameterSpec spec, ObjectNode given, Ref integration, Ref pattern) {
    this.spec = spec;
    this.given = given;
    this.values = spec.withDefaults(given);
    this.integration = integration;
    this.pattern = pattern;
  }

  /** Of an integration that follows a pattern. */
  static Parameters of(
      ParameterSpec spec, Map<String, Object> given, Ref integration, Ref pattern) {
    return new Parameters(spec, Json.tree(given), integration, pattern);
  }

  /** Of an integration that states its own routes: there are none. */
  static Parameters none(Ref integration) {
    return new Parameters(
        ParameterSpec.of(Optional.empty()),
        JsonNodeFactory.instance.objectNode(),
        integration,
        integration);
  }

  ParameterSpec spec() {
    return spec;
  }

  /** The value of a parameter or a field of one; empty where it is absent or null. */
  Optional<JsonNode> find(List<String> path) {
    return find(values, path);
  }

  private static Optional<JsonNode> find(JsonNode from, List<String> path) {
    JsonNode at = from;
    for (String name : path) {
      at = at.isObject() ? at.path(name) : MissingNode.getInstance();
    }
    return at.isMissingNode() || at.isNull() ? Optional.empty() : Optional.of(at);
  }

  /** Who wrote the value: the integration, or the pattern as a default. */
  Where where(List<String> path) {
    if (find(given, path).isPresent()) {
      return Where.of(integration, Where.PARAMETERS + "." + String.join(".", path));
    }
    if (find(values, path).isPresent() && spec.at(path).isPresent()) {
      return Where.of(
          pattern, ParameterSpec.AT + ".properties." + String.join(".properties.", path));
    }
    return Where.of(integration, Where.PARAMETERS + "." + String.join(".", path));
  }

  /**
   * Checks all values against the schema.
   *
   * @return whether they are good
   */
  boolean check(Findings findings) {
    List<FieldError> errors = spec.validate(values);
    for (FieldError error : errors) {
      List<String> path = path(error.field());
      findings.add(
          BuiltIn.INVALID_PARAMETERS, where(path, error.field()), message(error), fix(error, path));
    }
    boolean harmless = harmless(given, Where.PARAMETERS, findings);
    return errors.isEmpty() && harmless;
  }

  private Where where(List<String> path, String field) {
    boolean ofPattern = !find(given, path).isPresent() && find(values, path).isPresent();
    return ofPattern ? where(path) : Where.of(integration, field);
  }

  private static List<String> path(String field) {
    String below = field.substring(Math.min(field.length(), Where.PARAMETERS.length()));
    return below.isEmpty()
        ? List.of()
        : List.of(below.substring(1).replace("[", ".").replace("]", "").split("\\."));
  }

  private String message(FieldError error) {
    if (error.type() == FieldErrorType.FORBIDDEN && error.detail().equals("unknown field")) {
      return "the pattern " + pattern.name() + " has no such parameter";
    }
    String detail = error.detail();
    int because = detail.indexOf(", because: ");
    if (because >= 0 && error.badValue().isPresent()) {
      // the reason of a format says more than the server's sentence around it
      return "'"
          + ProblemText.shortened(error.badValue().get().asText(), 80)
          + "' "
          + detail.substring(because + ", because: ".length());
    }
    String body = error.body().replace(error.field() + " in body ", "");
    return Character.toLowerCase(body.charAt(0)) + body.substring(1);
  }

  private String fix(FieldError error, List<String> path) {
    if (error.type() == FieldErrorType.FORBIDDEN) {
      return spec.names().isEmpty()
          ? "Remove it."
          : "Remove it, or use one of " + String.join(", ", spec.names()) + ".";
    }
    String verb = error.type() == FieldErrorType.REQUIRED ? "Add " : "Change ";
    return verb
        + error.field()
        + spec.description(path).map(text -> ": " + withoutStop(text)).orElse("")
        + ".";
  }

  private static String withoutStop(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  /** Camel resolves placeholders, and reads files, wherever a text stands. */
  private boolean harmless(JsonNode value, String at, Findings findings) {
    boolean good = true;
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      good &= text(field.getKey(), at + "." + field.getKey(), findings);
      good &= harmless(field.getValue(), at + "." + field.getKey(), findings);
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        good &= harmless(value.get(i), at + "[" + i + "]", findings);
      }
    }
    return good && (!value.isTextual() || text(value.textValue(), at, findings));
  }

  private boolean text(String text, String at, Findings findings) {
    if (text.contains("{{")) {
      findings.add(
          BuiltIn.INVALID_PARAMETERS,
          Where.of(integration, at),
          "has {{, which Camel resolves as a placeholder",
          "Write { { with a space, or take it out.");
      return false;
    }
    if (text.codePoints().anyMatch(c -> c >= 0xd800 && c < 0xe000)) {
      findings.add(
          BuiltIn.INVALID_PARAMETERS,
          Where.of(integration, at),
          "is not Unicode: it has half of a surrogate pair",
          "Write the whole character.");
      return false;
    }
    if (text.strip().regionMatches(true, 0, "resource:", 0, 9)) {
      findings.add(
          BuiltIn.INVALID_PARAMETERS,
          Where.of(integration, at),
          "starts with resource:, which Camel reads as the name of a file",
          "Change the text.");
      return false;
    }
    return true;
  }
}
