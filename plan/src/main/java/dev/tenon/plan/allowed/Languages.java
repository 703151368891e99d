package dev.tenon.plan.allowed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/** The languages of expressions, and what of each may be used. */
final class Languages {
  /** What each takes besides its text. */
  static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "jq", Set.of("expression", "source", "trim", "id"),
          "jsonpath",
              Set.of(
                  "expression",
                  "source",
                  "suppressExceptions",
                  "unpackArray",
                  "writeAsString",
                  "trim",
                  "id"),
          "constant", Set.of("expression", "trim", "id"),
          "simple", Set.of("expression", "trim", "id"),
          "tokenize", Set.of("token", "skipFirst", "group", "id"));

  /**
   * All that Camel knows: an expression in one that is not allowed is named as such, not as an
   * unknown field.
   */
  static final Set<String> KNOWN =
      Set.of(
          "jq",
          "jsonpath",
          "constant",
          "simple",
          "tokenize",
          "csimple",
          "datasonnet",
          "exchangeProperty",
          "groovy",
          "header",
          "hl7terser",
          "java",
          "joor",
          "js",
          "language",
          "method",
          "mvel",
          "ognl",
          "python",
          "ref",
          "spel",
          "variable",
          "wasm",
          "xpath",
          "xquery",
          "xtokenize");

  private static final Pattern SOURCE =
      Pattern.compile("(header|variable):[A-Za-z][A-Za-z0-9_.-]*");

  private Languages() {}

  /** The field that holds a language's text. */
  static String textField(String language) {
    return language.equals("tokenize") ? "token" : "expression";
  }

  /**
   * Checks an expression in an allowed language.
   *
   * @param refuse takes the name of the offender and what is wrong with it
   */
  static void check(String language, JsonNode expression, BiConsumer<String, String> refuse) {
    if (!expression.isObject()) {
      text(language, expression, refuse);
      return;
    }
    expression
        .properties()
        .forEach(
            field -> {
              if (!OPTIONS.get(language).contains(field.getKey())) {
                refuse.accept(field.getKey(), "is no option of " + language + " that may be used");
              } else if (field.getKey().equals(textField(language))) {
                text(language, field.getValue(), refuse);
              } else {
                option(field.getKey(), field.getValue(), refuse);
              }
            });
    if (!expression.has(textField(language))) {
      refuse.accept(language, "has no " + textField(language));
    }
  }

  private static void option(String name, JsonNode value, BiConsumer<String, String> refuse) {
    if (!value.isValueNode()) {
      refuse.accept(name, "must be a text, a number or a boolean");
    } else if (name.equals("source") && !SOURCE.matcher(value.asText()).matches()) {
      refuse.accept(name, "must be header:NAME or variable:NAME");
    } else {
      Literal.problem(value.asText()).ifPresent(why -> refuse.accept(name, why));
    }
  }

  private static void text(String language, JsonNode value, BiConsumer<String, String> refuse) {
    if (!value.isValueNode() || value.isNull()) {
      refuse.accept(language, "must be a text");
      return;
    }
    String text = value.asText();
    Optional<String> literal = Literal.problem(text);
    if (literal.isPresent()) {
      refuse.accept(language, literal.get());
      return;
    }
    switch (language) {
      case "jq" -> Jq.problems(text, Set.of()).forEach(why -> refuse.accept(language, why));
      case "simple" -> SimpleText.problem(text).ifPresent(why -> refuse.accept(language, why));
      case "jsonpath" -> {
        if (text.contains("${")) {
          refuse.accept(language, "has ${, which Camel reads as Simple");
        }
      }
      default -> {
        // a constant or a token is taken as it is
      }
    }
  }
}
