package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.routes.Placeholder;
import dev.tenon.engine.schema.FieldError;
import dev.tenon.plan.allowed.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the placeholders of a template stand where parameters may stand, whatever their values
 * are: a value is never code unless the pattern says that it is, never part of an expression, and
 * never the scheme of an endpoint.
 */
final class TemplateCheck {
  private static final Set<String> SCALARS = Set.of("string", "integer", "number", "boolean");

  /** Parameters of endpoints of ours that hold jq. */
  private static final Set<String> PROGRAMS =
      Set.of("key", "body", "items", "next", "checkpoint", "query");

  private final Template template;
  private final Where root;
  private final boolean own;
  private final Findings findings;

  private TemplateCheck(Template template, Where root, boolean own, Findings findings) {
    this.template = template;
    this.root = root;
    this.own = own;
    this.findings = findings;
  }

  /**
   * Notes everything that is wrong with a template.
   *
   * @param root the field that holds it
   * @param own whether it is an integration's own, which has no parameters
   */
  static void check(Template template, Where root, boolean own, Findings findings) {
    TemplateCheck check = new TemplateCheck(template, root, own, findings);
    for (FieldError error : template.parameters().flaws()) {
      findings.add(
          BuiltIn.INVALID_ROUTES,
          Where.of(root.of(), error.field()),
          error.body(),
          "Write parameterSchema as a structural schema, as a CustomResourceDefinition has it.");
    }
    check.walk(template.routes(), "");
  }

  private void walk(JsonNode node, String at) {
    if (node.isTextual()) {
      if (node.textValue().contains("{{")) {
        text(node.textValue(), at);
      }
      return;
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), at + "[" + i + "]");
      }
      return;
    }
    boolean ours = template.call(at + ".uri").isPresent();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String here = at + "." + field.getKey();
      if (field.getKey().contains("{{")) {
        wrong(at, "the name of a field is a parameter", "Write the name itself.");
      }
      if (ours && field.getKey().equals("parameters")) {
        field
            .getValue()
            .properties()
            .forEach(each -> raw(each.getKey(), each.getValue(), here + "." + each.getKey()));
      } else {
        walk(field.getValue(), here);
      }
    }
  }

  private void wrong(String at, String message, String fix) {
    findings.wrong(Where.of(root.of(), root.at() + at), message, fix);
  }

  /** Whether all that begins like a placeholder is one, of a parameter that is described. */
  private boolean described(String text, List<Placeholder> placeholders, String at) {
    int braces = text.split("\\{\\{", -1).length - 1;
    if (own) {
      wrong(at, "has {{, but routes of one's own have no parameters", "Write the value itself.");
      return false;
    }
    if (braces != placeholders.size()) {
      wrong(at, "has {{ that begins no parameter", "Write {{name}} or {{name.field}}.");
      return false;
    }
    boolean all = true;
    for (Placeholder placeholder : placeholders) {
      if (template.parameters().at(placeholder.path()).isEmpty()) {
        wrong(
            at,
            "the parameter " + placeholder.name() + " is not described",
            "Describe it in " + ParameterSpec.AT + ".");
        all = false;
      }
    }
    return all;
  }

  private boolean scalars(List<Placeholder> placeholders, String at) {
    for (Placeholder placeholder : placeholders) {
      String type =
          template.parameters().at(placeholder.path()).orElseThrow().path("type").asText();
      if (!SCALARS.contains(type)) {
        wrong(
            at,
            "the parameter " + placeholder.name() + " is no single value",
            "Fill its fields in one by one; only parameters of system, events and inbox endpoints take an object.");
        return false;
      }
    }
    return true;
  }

  private void text(String text, String at) {
    List<Placeholder> placeholders = Placeholder.in(text);
    if (!described(text, placeholders, at) || !scalars(placeholders, at)) {
      return;
    }
    if (template.call(at).isPresent()) {
      target(text, placeholders, at);
      return;
    }
    Optional<Slot> slot = template.slot(at);
    if (slot.isEmpty()) {
      wrong(at, "a parameter may not stand here", "Write the value itself.");
      return;
    }
    boolean alone = Placeholder.alone(text).isPresent();
    switch (slot.get()) {
      case JQ -> program(alone, placeholders.get(0), at);
      case CODE ->
          wrong(
              at,
              "a parameter may not be part of a program",
              "Use jq for the whole expression, constant for a text, or a literal URI.");
      case ENDPOINT -> {
        if (placeholders.get(0).start() <= text.indexOf(':') || text.indexOf(':') < 0) {
          wrong(
              at,
              "a parameter may not be the scheme of an endpoint",
              "Write the scheme before the parameter.");
        }
      }
      case MESSAGE -> {
        String literal = text;
        for (Placeholder placeholder : placeholders) {
          literal = literal.replace("{{" + placeholder.name() + "}}", "");
        }
        if (!Texts.plainMessage(literal)) {
          wrong(
              at,
              "a message with parameters may not have operators around them",
              "Leave out ? ~ < > + | and brackets.");
        }
      }
      case FIELD, NAME, OPTION, CONSTANT -> {
        // what the value may be depends on the value
      }
    }
  }

  private void target(String text, List<Placeholder> placeholders, String at) {
    String format = text.startsWith("inbox:") ? ParameterFormats.NAME : ParameterFormats.SYSTEM;
    for (Placeholder placeholder : placeholders) {
      if (!template.parameters().hasFormat(placeholder.path(), format)) {
        wrong(
            at,
            "the parameter " + placeholder.name() + " stands for a " + format + " here",
            "Give it `format: " + format + "`.");
      }
    }
    if (format.equals(ParameterFormats.SYSTEM) && Placeholder.alone(rest(text)).isEmpty()) {
      wrong(
          at,
          "the name of a System is put together from parts",
          "Let one parameter be the whole name: who uses a System must be known.");
    }
  }

  private static String rest(String uri) {
    return uri.substring(uri.indexOf(':') + 1);
  }

  private void program(boolean alone, Placeholder placeholder, String at) {
    if (!alone) {
      wrong(
          at,
          "a parameter may not be part of an expression",
          "Let it be the whole expression, with `format: jq`.");
    } else if (!template.parameters().hasFormat(placeholder.path(), ParameterFormats.JQ)) {
      wrong(
          at,
          "the parameter " + placeholder.name() + " is an expression here",
          "Give it `format: jq`, so that its users know.");
    }
  }

  /** A parameter of an endpoint of ours. */
  private void raw(String name, JsonNode value, String at) {
    if (value.isObject()) {
      value.properties().forEach(each -> raw(name, each.getValue(), at + "." + each.getKey()));
      return;
    }
    if (!value.isTextual() || !value.textValue().contains("{{")) {
      return;
    }
    String text = value.textValue();
    List<Placeholder> placeholders = Placeholder.in(text);
    if (!described(text, placeholders, at)) {
      return;
    }
    boolean alone = Placeholder.alone(text).isPresent();
    if (PROGRAMS.contains(name)) {
      program(alone, placeholders.get(0), at);
    } else if (name.equals("path") && alone) {
      if (!template.parameters().hasFormat(placeholders.get(0).path(), ParameterFormats.PATH)) {
        wrong(
            at,
            "the parameter " + placeholders.get(0).name() + " is a path here",
            "Give it `format: path`.");
      }
    } else if (!alone) {
      if (!name.equals("path") && !name.equals("headers")) {
        wrong(at, "a parameter may not be part of this value", "Let it be the whole value.");
      } else {
        scalars(placeholders, at);
      }
    }
  }
}
