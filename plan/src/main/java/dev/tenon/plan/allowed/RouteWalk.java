package dev.tenon.plan.allowed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.plan.allowed.Element.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * One walk through routes. What it meets on the way that is not on the list, it notes, and what
 * Camel does with each text.
 */
final class RouteWalk {
  private static final Pattern ROUTE_ID = Pattern.compile("[a-z]([-a-z0-9]{0,61}[a-z0-9])?");

  final List<Violation> violations = new ArrayList<>();
  final Map<String, Slot> slots = new LinkedHashMap<>();
  private final Endpoints endpoints;

  RouteWalk(Schemes schemes) {
    this.endpoints = new Endpoints(schemes, this::refuse);
  }

  void routes(JsonNode routes) {
    if (!routes.isArray()) {
      refuse("", "routes", "must be a list of routes", "Write a list whose elements are `route:`.");
      return;
    }
    for (int i = 0; i < routes.size(); i++) {
      top("[" + i + "]", routes.get(i));
    }
  }

  private void refuse(String at, String name, String message, String fix) {
    violations.add(new Violation(at, name, message, fix));
  }

  private void unknown(String at, String name, String what) {
    String why =
        Optional.ofNullable(Elements.WHY_NOT.get(name)).map(text -> ": " + text).orElse("");
    refuse(
        at,
        name,
        what + " " + name + " may not be used" + why,
        "Take " + name + " out, or use what the reference of patterns lists.");
  }

  private void top(String at, JsonNode element) {
    if (!element.isObject() || element.size() != 1) {
      refuse(
          at,
          "routes",
          "must be an object with the one field route",
          "Write `route:` with an id and `from:`.");
      return;
    }
    String name = element.fieldNames().next();
    if (!name.equals("route")) {
      unknown(at + "." + name, name, "the element");
      return;
    }
    String route = at + ".route";
    JsonNode body = element.get(name);
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      switch (field.getKey()) {
        case "id" -> {
          if (!ROUTE_ID.matcher(field.getValue().asText()).matches()) {
            refuse(
                route + ".id",
                "id",
                "the id '" + field.getValue().asText() + "' is no name",
                "Use lower case letters, digits and -, at most 63.");
          }
        }
        case "description" -> literal(route + ".description", "description", field.getValue());
        case "from" -> from(route + ".from", field.getValue());
        default -> unknown(route + "." + field.getKey(), field.getKey(), "the field");
      }
    }
    if (!body.hasNonNull("id")) {
      refuse(
          route, "id", "the route has no id", "Give it one: calls and metrics are named after it.");
    }
    if (!body.hasNonNull("from")) {
      refuse(route, "from", "the route has no from", "Say what starts it.");
    }
  }

  private void from(String at, JsonNode from) {
    if (!from.isObject()) {
      refuse(
          at,
          "from",
          "must be an object with uri and steps",
          "Write `from: {uri: …, steps: […]}`.");
      return;
    }
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      switch (field.getKey()) {
        case "id", "description" ->
            literal(at + "." + field.getKey(), field.getKey(), field.getValue());
        case "uri" -> uri(at + ".uri", field.getValue());
        case "parameters" -> parameters(at + ".parameters", from);
        case "steps" -> steps(at + ".steps", field.getValue());
        default -> unknown(at + "." + field.getKey(), field.getKey(), "the field");
      }
    }
    if (!from.hasNonNull("uri")) {
      refuse(at, "uri", "from has no uri", "Name the endpoint that starts the route.");
    }
  }

  private void steps(String at, JsonNode steps) {
    if (!steps.isArray()) {
      refuse(at, "steps", "must be a list", "Write each step as an element of a list.");
      return;
    }
    for (int i = 0; i < steps.size(); i++) {
      JsonNode step = steps.get(i);
      String here = at + "[" + i + "]";
      if (!step.isObject() || step.size() != 1) {
        refuse(
            here,
            "steps",
            "each step is an object with one field, its name",
            "Start each step with `- `.");
        continue;
      }
      String name = step.fieldNames().next();
      Element element = Elements.STEPS.get(name);
      if (element == null) {
        unknown(here + "." + name, name, "the step");
      } else {
        element(here + "." + name, name, element, step.get(name));
      }
    }
  }

  private void element(String at, String name, Element element, JsonNode body) {
    if (!body.isObject()) {
      if (body.isNull() || body.isTextual() && body.asText().isEmpty()) {
        return;
      }
      if (element.shorthand() == Content.NONE) {
        refuse(at, name, name + " must be an object", "Write its fields below it.");
      } else {
        content(at, name, element.shorthand(), body, body);
      }
      return;
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      String key = field.getKey();
      Content content = element.fields().get(key);
      if (content != null) {
        content(at + "." + key, key, content, field.getValue(), body);
      } else if (element.expression() && key.equals("expression")) {
        expression(at + ".expression", field.getValue());
      } else if (element.expression() && Languages.KNOWN.contains(key)) {
        language(at + "." + key, key, field.getValue());
      } else {
        unknown(at + "." + key, key, "the field");
      }
    }
  }

  private void expression(String at, JsonNode holder) {
    if (!holder.isObject() || holder.size() != 1) {
      refuse(at, "expression", "must be an object with the name of one language", "Write `jq: …`.");
      return;
    }
    String language = holder.fieldNames().next();
    language(at + "." + language, language, holder.get(language));
  }

  private void language(String at, String language, JsonNode expression) {
    if (!Languages.OPTIONS.containsKey(language)) {
      refuse(
          at,
          language,
          "the language " + language + " may not be used",
          "Use jq; also jsonpath, constant, simple and tokenize are allowed.");
      return;
    }
    slots.put(
        expression.isObject() ? at + "." + Languages.textField(language) : at,
        switch (language) {
          case "jq" -> Slot.JQ;
          case "constant" -> Slot.CONSTANT;
          default -> Slot.CODE;
        });
    if (expression.isObject()) {
      expression
          .fieldNames()
          .forEachRemaining(option -> slots.putIfAbsent(at + "." + option, Slot.FIELD));
    }
    Languages.check(
        language,
        expression,
        (name, why) -> refuse(at, name, language + ": " + why, "Change the expression."));
  }

  private void content(String at, String name, Content content, JsonNode value, JsonNode parent) {
    switch (content) {
      case NONE -> unknown(at, name, "the field");
      case LITERAL -> literal(at, name, value);
      case NAME -> {
        slots.put(at, Slot.NAME);
        say(at, name, Literal.nameProblem(value.asText()));
      }
      case SIMPLE -> {
        slots.put(at, parent.has("uri") ? Slot.CODE : Slot.MESSAGE);
        if (parent.has("uri")) {
          endpoints.dynamicUri(at, value.asText());
        } else {
          say(at, name, SimpleText.problem(value.asText()));
        }
      }
      case URI -> uri(at, value);
      case PARAMETERS -> parameters(at, parent);
      case STEPS -> steps(at, value);
      case WHENS -> each(at, value, this::when);
      case BLOCK -> block(at, value);
      case NAMED_EXPRESSIONS -> each(at, value, this::namedExpression);
      case CATCHES -> each(at, value, this::caught);
      case JSON_FORMAT -> options(at, "json", Elements.JSON_OPTIONS, value);
      case CSV_FORMAT -> options(at, "csv", Elements.CSV_OPTIONS, value);
      case BASE64_FORMAT -> options(at, "base64", Elements.BASE64_OPTIONS, value);
      case BODY_TYPE -> {
        if (!Elements.BODY_TYPES.contains(value.asText())) {
          refuse(
              at, name, "the type " + value.asText() + " may not be used", "Use String or byte[].");
        }
      }
    }
  }

  private void when(String at, JsonNode when) {
    element(at, "when", Elements.STEPS.get("filter"), when);
  }

  private void namedExpression(String at, JsonNode named) {
    element(at, "headers", Elements.STEPS.get("setHeader"), named);
  }

  private void block(String at, JsonNode block) {
    element(at, "otherwise", Elements.STEPS.get("pipeline"), block);
  }

  private void caught(String at, JsonNode caught) {
    for (Map.Entry<String, JsonNode> field : caught.properties()) {
      switch (field.getKey()) {
        case "id", "description" ->
            literal(at + "." + field.getKey(), field.getKey(), field.getValue());
        case "steps" -> steps(at + ".steps", field.getValue());
        case "exception" -> {
          JsonNode exceptions = field.getValue();
          if (!exceptions.isArray()
              || exceptions.size() != 1
              || !exceptions.get(0).asText().equals(Allowed.REQUEST_REFUSED)) {
            refuse(
                at + ".exception",
                "exception",
                "only RequestRefused may be caught: any other failure belongs to the inbox",
                "Write `exception: [RequestRefused]`.");
          }
        }
        default -> unknown(at + "." + field.getKey(), field.getKey(), "the field");
      }
    }
    if (!caught.has("exception")) {
      refuse(
          at,
          "exception",
          "doCatch does not say what it catches",
          "Write `exception: [RequestRefused]`.");
    }
  }

  private void each(String at, JsonNode list, BiConsumer<String, JsonNode> check) {
    if (!list.isArray()) {
      refuse(
          at, at.substring(at.lastIndexOf('.') + 1), "must be a list", "Write a list of objects.");
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      check.accept(at + "[" + i + "]", list.get(i));
    }
  }

  private void options(String at, String format, Set<String> allowed, JsonNode options) {
    if (options.isTextual() && options.asText().isEmpty() || options.isNull()) {
      return;
    }
    for (Map.Entry<String, JsonNode> option : options.properties()) {
      slots.put(at + "." + option.getKey(), Slot.FIELD);
      if (!allowed.contains(option.getKey())) {
        refuse(
            at + "." + option.getKey(),
            option.getKey(),
            "the option " + option.getKey() + " of " + format + " may not be used",
            "Take it out.");
      } else if (option.getKey().equals("library")
          && !option.getValue().asText().equals("Jackson")) {
        refuse(
            at + ".library",
            "library",
            "the library must be Jackson",
            "Write `library: Jackson` or nothing.");
      } else if (Elements.ONE_CHARACTER.contains(option.getKey())
          && option.getValue().asText().length() != 1) {
        refuse(
            at + "." + option.getKey(),
            option.getKey(),
            "the option " + option.getKey() + " must be one character",
            "Write one character in quotes.");
      } else if (option.getValue().isArray()) {
        option
            .getValue()
            .forEach(value -> literal(at + "." + option.getKey(), option.getKey(), value));
      } else {
        literal(at + "." + option.getKey(), option.getKey(), option.getValue());
      }
    }
  }

  private void uri(String at, JsonNode uri) {
    slots.put(at, Slot.ENDPOINT);
    if (uri.isTextual()) {
      endpoints.uri(at, uri.asText());
    } else {
      refuse(at, "uri", "must be a text", "Write scheme:name.");
    }
  }

  private void parameters(String at, JsonNode endpoint) {
    JsonNode parameters = endpoint.get("parameters");
    if (!parameters.isObject()) {
      refuse(at, "parameters", "must be an object", "Write each option below it.");
      return;
    }
    if (!Schemes.OURS.contains(Endpoints.scheme(endpoint.path("uri").asText()))) {
      parameters.fieldNames().forEachRemaining(option -> slots.put(at + "." + option, Slot.OPTION));
    }
    endpoints.parameters(at, endpoint);
  }

  private void literal(String at, String name, JsonNode value) {
    slots.put(at, Slot.FIELD);
    if (!value.isValueNode()) {
      refuse(at, name, name + " must be a text, a number or a boolean", "Write one value.");
    } else {
      say(at, name, Literal.problem(value.asText()));
    }
  }

  private void say(String at, String name, Optional<String> problem) {
    problem.ifPresent(why -> refuse(at, name, name + " " + why, "Change the text."));
  }
}
