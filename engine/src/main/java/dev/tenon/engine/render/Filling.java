package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tenon.engine.routes.Placeholder;
import dev.tenon.plan.Ref;
import dev.tenon.plan.allowed.Allowed;
import dev.tenon.plan.allowed.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Fills the parameters into a template's tree, never into its text, and takes the endpoints of ours
 * out of it.
 *
 * <p>A placeholder that is all of a scalar is replaced by the value with its type. A parameter that
 * is absent and has no default removes the key that it would fill; where that key is the URI or the
 * expression of a step, the step; where it is the URI of {@code from}, the route.
 */
final class Filling {
  private final Template template;
  private final Parameters parameters;
  private final Ref integration;
  private final Where root;
  private final Findings findings;
  private final Sources sources;
  private final List<RawCall> calls = new ArrayList<>();

  /**
   * @param root the field that holds the template
   */
  Filling(
      Template template, Parameters parameters, Ref integration, Where root, Findings findings) {
    this.template = template;
    this.parameters = parameters;
    this.integration = integration;
    this.root = root;
    this.findings = findings;
    this.sources = new Sources(root);
  }

  /** What became of a part: a node, or nothing; and whether the step around it goes too. */
  private record Outcome(Optional<JsonNode> node, boolean dropsStep) {
    static final Outcome ABSENT = new Outcome(Optional.empty(), false);
    static final Outcome DROP = new Outcome(Optional.empty(), true);

    static Outcome of(JsonNode node) {
      return new Outcome(Optional.of(node), false);
    }
  }

  Filled fill() {
    JsonNode routes =
        fill(template.routes(), "", "").node().orElseGet(JsonNodeFactory.instance::arrayNode);
    return new Filled(routes, List.copyOf(calls), sources);
  }

  private Outcome fill(JsonNode node, String in, String out) {
    sources.put(out, Where.of(root.of(), root.at() + in));
    if (node.isTextual()) {
      return text(node.textValue(), in, out);
    }
    if (node.isArray()) {
      return Outcome.of(list(node, in, out));
    }
    if (node.isObject()) {
      JsonNode uri = node.path("uri");
      return uri.isTextual() && template.call(in + ".uri").isPresent()
          ? ours(node, uri.textValue(), in, out)
          : object(node, in, out);
    }
    return Outcome.of(node);
  }

  private ArrayNode list(JsonNode items, String in, String out) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < items.size(); i++) {
      int before = calls.size();
      String here = in + "[" + i + "]";
      Outcome outcome = fill(items.get(i), here, out + "[" + list.size() + "]");
      outcome.node().ifPresent(list::add);
      if (outcome.dropsStep()) {
        calls.subList(before, calls.size()).clear();
        if (!in.isEmpty() && holdsSteps(items.get(i))) {
          findings.wrong(
              Where.of(root.of(), root.at() + here),
              "its expression is a parameter without a value, and steps stand in it",
              "Give the parameter a default, such as true.");
        }
      }
    }
    return list;
  }

  private static boolean holdsSteps(JsonNode item) {
    if (item.has("steps")) {
      return true;
    }
    for (JsonNode step : item) {
      if (step.has("steps")) {
        return true;
      }
    }
    return false;
  }

  private Outcome object(JsonNode node, String in, String out) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = field.getKey();
      Outcome outcome = fill(field.getValue(), in + "." + name, out + "." + name);
      if (outcome.dropsStep()) {
        return Outcome.DROP;
      }
      outcome.node().ifPresent(value -> object.set(name, value));
    }
    if (constant(in + ".expression", node.path("expression"))) {
      object.put("trim", false);
    }
    return Outcome.of(object);
  }

  /** Camel takes the blanks around a constant away, unless told not to. */
  private boolean constant(String in, JsonNode node) {
    return node.isTextual()
        && template.slot(in).filter(Slot.CONSTANT::equals).isPresent()
        && !Placeholder.in(node.textValue()).isEmpty();
  }

  private Outcome text(String text, String in, String out) {
    Optional<Slot> slot = template.slot(in);
    if (template.call(in).isPresent()) {
      return target(text, in, out, JsonNodeFactory.instance.objectNode(), out + ".parameters")
          .<Outcome>map(uri -> Outcome.of(TextNode.valueOf(uri)))
          .orElse(Outcome.DROP);
    }
    if (in.contains(".exception[") && text.equals("RequestRefused")) {
      return Outcome.of(TextNode.valueOf(Allowed.REQUEST_REFUSED));
    }
    List<Placeholder> placeholders = Placeholder.in(text);
    if (placeholders.isEmpty() || slot.isEmpty()) {
      return Outcome.of(TextNode.valueOf(listening(text, in)));
    }
    for (Placeholder placeholder : placeholders) {
      if (parameters.find(placeholder.path()).isEmpty()) {
        return switch (slot.get()) {
          case ENDPOINT, JQ, CONSTANT, MESSAGE, CODE -> Outcome.DROP;
          case FIELD, NAME, OPTION -> Outcome.ABSENT;
        };
      }
    }
    Optional<Placeholder> alone = Placeholder.alone(text);
    alone.ifPresent(placeholder -> sources.put(out, parameters.where(placeholder.path())));
    if (placeholders.size() == 1) {
      sources.put(out, parameters.where(placeholders.get(0).path()));
    }
    if (alone.isPresent() && (slot.get() == Slot.FIELD || slot.get() == Slot.OPTION)) {
      JsonNode value = parameters.find(alone.get().path()).orElseThrow();
      checked(alone.get(), slot.get(), in, true, text);
      return Outcome.of(value);
    }
    boolean whole = alone.isPresent();
    String filled =
        listening(replaced(text, placeholders, p -> checked(p, slot.get(), in, whole, text)), in);
    if (slot.get() == Slot.CONSTANT && !in.endsWith(".expression")) {
      return Outcome.of(
          JsonNodeFactory.instance.objectNode().put("expression", filled).put("trim", false));
    }
    return Outcome.of(TextNode.valueOf(filled));
  }

  private static String replaced(
      String text, List<Placeholder> placeholders, Function<Placeholder, String> value) {
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (Placeholder placeholder : placeholders) {
      filled.append(text, at, placeholder.start()).append(value.apply(placeholder));
      at = placeholder.end();
    }
    return filled.append(text.substring(at)).toString();
  }

  private String checked(
      Placeholder placeholder, Slot slot, String in, boolean whole, String text) {
    String value = parameters.find(placeholder.path()).orElseThrow().asText();
    Optional<String> problem =
        switch (slot) {
          case ENDPOINT ->
              text.startsWith("platform-http:") ? PathTemplate.problem(value) : Texts.inUri(value);
          case OPTION -> Texts.inUri(value);
          case FIELD -> Texts.inField(in.substring(in.lastIndexOf('.') + 1), value);
          case MESSAGE -> Texts.inMessage(value, whole);
          case NAME, JQ, CONSTANT, CODE -> Optional.empty();
        };
    problem.ifPresent(
        why -> findings.wrong(parameters.where(placeholder.path()), why, "Change the value."));
    return value;
  }

  /** Each integration listens below a path of its own. */
  private String listening(String text, String in) {
    String scheme = "platform-http:";
    if (!in.endsWith(".from.uri") || !text.startsWith(scheme + "/")) {
      return text;
    }
    String path = text.substring(scheme.length());
    return scheme + "/" + integration.path() + (path.equals("/") ? "" : path);
  }

  private Outcome ours(JsonNode endpoint, String uri, String in, String out) {
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    JsonNode declared = endpoint.path("parameters");
    String below = out + ".parameters";
    if (declared.isObject()) {
      given = raw(declared, in + ".parameters", below);
    } else if (!declared.isMissingNode()) {
      findings.wrong(
          Where.of(root.of(), root.at() + in + ".parameters"),
          "must be an object",
          "Write each parameter below it.");
    }
    Optional<String> named = target(uri, in + ".uri", out + ".uri", given, below);
    if (named.isEmpty()) {
      return Outcome.DROP;
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : endpoint.properties()) {
      String name = field.getKey();
      if (name.equals("uri")) {
        object.put(name, named.get());
      } else if (!name.equals("parameters")) {
        Outcome outcome = fill(field.getValue(), in + "." + name, out + "." + name);
        if (outcome.dropsStep()) {
          return Outcome.DROP;
        }
        outcome.node().ifPresent(value -> object.set(name, value));
      }
    }
    return Outcome.of(object);
  }

  /** Notes the call and gives the URI that names it; empty where the target is absent. */
  private Optional<String> target(
      String uri, String in, String out, ObjectNode given, String parametersPath) {
    String scheme = Template.ours(uri).orElseThrow();
    String rest = uri.substring(scheme.length() + 1);
    List<Placeholder> placeholders = Placeholder.in(rest);
    for (Placeholder placeholder : placeholders) {
      if (parameters.find(placeholder.path()).isEmpty()) {
        return Optional.empty();
      }
    }
    if (placeholders.isEmpty()) {
      sources.put(out, Where.of(root.of(), root.at() + in));
    } else {
      sources.put(out, parameters.where(placeholders.get(0).path()));
    }
    String name =
        replaced(rest, placeholders, p -> parameters.find(p.path()).orElseThrow().asText());
    String call = template.call(in).orElseThrow();
    if (!ParameterFormats.isName(name)) {
      findings.wrong(
          sources.of(out),
          "'" + name + "' is no name behind " + scheme + ":",
          "Write " + scheme + ":NAME, and options in `parameters`.");
      return Optional.of(scheme + ":invalid?call=" + call);
    }
    String route = call.substring(0, call.lastIndexOf('-'));
    calls.add(
        new RawCall(
            call, route, in.endsWith(".from.uri"), scheme, name, out, given, parametersPath));
    return Optional.of(scheme + ":" + name + "?call=" + call);
  }

  private ObjectNode raw(JsonNode object, String in, String out) {
    ObjectNode filled = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey();
      String here = out + "." + name;
      sources.put(here, Where.of(root.of(), root.at() + in + "." + name));
      rawValue(field.getValue(), in + "." + name, here).ifPresent(value -> filled.set(name, value));
    }
    return filled;
  }

  private Optional<JsonNode> rawValue(JsonNode value, String in, String out) {
    if (value.isObject()) {
      return Optional.of(raw(value, in, out));
    }
    if (!value.isTextual()) {
      return Optional.of(value);
    }
    String text = value.textValue();
    List<Placeholder> placeholders = Placeholder.in(text);
    if (placeholders.isEmpty()) {
      return Optional.of(value);
    }
    for (Placeholder placeholder : placeholders) {
      if (parameters.find(placeholder.path()).isEmpty()) {
        return Optional.empty();
      }
    }
    sources.put(out, parameters.where(placeholders.get(0).path()));
    Optional<Placeholder> alone = Placeholder.alone(text);
    if (alone.isPresent()) {
      return parameters.find(alone.get().path());
    }
    return Optional.of(
        TextNode.valueOf(
            replaced(
                text,
                placeholders,
                placeholder -> {
                  String filled = parameters.find(placeholder.path()).orElseThrow().asText();
                  (in.contains(".headers.") ? Texts.inHeader(filled) : Texts.inPath(filled))
                      .ifPresent(
                          why ->
                              findings.wrong(
                                  parameters.where(placeholder.path()), why, "Change the value."));
                  return filled;
                })));
  }
}
