package dev.tenon.plan.allowed;

import dev.tenon.plan.allowed.Element.Content;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The table of the steps that routes may use, and why some that people miss are not in it. */
final class Elements {
  /** By the name that stands in the route. */
  static final Map<String, Element> STEPS = steps();

  /** Each says what it does to a failed call. */
  static final Map<String, String> WHY_NOT =
      Map.ofEntries(
          Map.entry("onException", "it hides a failed call from the inbox"),
          Map.entry("errorHandler", "it hides a failed call from the inbox"),
          Map.entry("deadLetterChannel", "it hides a failed call from the inbox"),
          Map.entry(
              "wireTap",
              "its copy is lost when the process ends; give the copy an inbox of its own"),
          Map.entry("threads", "what it takes over is lost when the process ends"),
          Map.entry("aggregate", "what it collects is lost when the process ends"),
          Map.entry(
              "resequence",
              "what it collects is lost when the process ends; an inbox can be ordered"),
          Map.entry("throttle", "it forgets at each restart; claim a share of the System's limit"),
          Map.entry("circuitBreaker", "an open one counts as success; system: has one of its own"),
          Map.entry("idempotentConsumer", "it forgets at each restart; an inbox has a key"),
          Map.entry("loop", "it repeats calls; system: has retries of its own"),
          Map.entry("bean", "it calls code that nobody reviewed"),
          Map.entry("process", "it calls code that nobody reviewed"),
          Map.entry("script", "it runs code that nobody reviewed"),
          Map.entry(
              "recipientList",
              "the recipients would come out of the message; use choice or multicast"),
          Map.entry("beans", "it loads code that nobody reviewed"),
          Map.entry(
              "routeTemplate",
              "parameters are Tenon's, which are checked; write an IntegrationPattern"));

  /** What may be converted to. */
  static final Set<String> BODY_TYPES = Set.of("String", "java.lang.String", "byte[]");

  static final Set<String> JSON_OPTIONS = Set.of("library", "prettyPrint", "id");
  static final Set<String> BASE64_OPTIONS = Set.of("lineLength", "urlSafe", "id");
  static final Set<String> CSV_OPTIONS =
      Set.of(
          "delimiter",
          "quote",
          "quoteDisabled",
          "escape",
          "escapeDisabled",
          "nullString",
          "nullStringDisabled",
          "header",
          "headerDisabled",
          "skipHeaderRecord",
          "trim",
          "ignoreEmptyLines",
          "ignoreSurroundingSpaces",
          "ignoreHeaderCase",
          "allowMissingColumnNames",
          "trailingDelimiter",
          "commentMarker",
          "commentMarkerDisabled",
          "useMaps",
          "useOrderedMaps",
          "lazyLoad",
          "captureHeaderRecord",
          "recordSeparator",
          "id");

  /** Options of csv that Camel takes as one character and fails to start with otherwise. */
  static final Set<String> ONE_CHARACTER = Set.of("delimiter", "quote", "escape", "commentMarker");

  private Elements() {}

  private static Map<String, Element> steps() {
    Map<String, Element> steps = new HashMap<>();
    steps.put(
        "to",
        fields(
            Content.URI,
            false,
            "uri",
            Content.URI,
            "parameters",
            Content.PARAMETERS,
            "variableSend",
            Content.NAME,
            "variableReceive",
            Content.NAME));
    steps.put(
        "toD",
        fields(Content.NONE, false, "uri", Content.SIMPLE, "parameters", Content.PARAMETERS));
    steps.put("transform", fields(Content.NONE, true));
    steps.put("setBody", fields(Content.NONE, true));
    steps.put("setHeader", fields(Content.NONE, true, "name", Content.NAME));
    steps.put("setHeaders", fields(Content.NONE, false, "headers", Content.NAMED_EXPRESSIONS));
    steps.put("setVariable", fields(Content.NONE, true, "name", Content.NAME));
    steps.put("setVariables", fields(Content.NONE, false, "variables", Content.NAMED_EXPRESSIONS));
    steps.put("removeHeader", fields(Content.NAME, false, "name", Content.NAME));
    steps.put(
        "removeHeaders",
        fields(
            Content.LITERAL, false, "pattern", Content.LITERAL, "excludePattern", Content.LITERAL));
    steps.put("removeVariable", fields(Content.NAME, false, "name", Content.NAME));
    steps.put(
        "convertBodyTo",
        fields(Content.BODY_TYPE, false, "type", Content.BODY_TYPE, "charset", Content.LITERAL));
    steps.put("filter", fields(Content.NONE, true, "steps", Content.STEPS));
    steps.put(
        "choice", fields(Content.NONE, false, "when", Content.WHENS, "otherwise", Content.BLOCK));
    steps.put(
        "split",
        fields(
            Content.NONE,
            true,
            "steps",
            Content.STEPS,
            "streaming",
            Content.LITERAL,
            "stopOnException",
            Content.LITERAL,
            "delimiter",
            Content.LITERAL));
    steps.put(
        "multicast",
        fields(Content.NONE, false, "steps", Content.STEPS, "stopOnException", Content.LITERAL));
    steps.put("pipeline", fields(Content.NONE, false, "steps", Content.STEPS));
    steps.put("step", fields(Content.NONE, false, "steps", Content.STEPS));
    steps.put(
        "doTry",
        fields(
            Content.NONE,
            false,
            "steps",
            Content.STEPS,
            "doCatch",
            Content.CATCHES,
            "doFinally",
            Content.BLOCK));
    steps.put("validate", fields(Content.NONE, true));
    steps.put("stop", fields(Content.NONE, false));
    steps.put(
        "log",
        fields(
            Content.SIMPLE,
            false,
            "message",
            Content.SIMPLE,
            "loggingLevel",
            Content.LITERAL,
            "logName",
            Content.LITERAL));
    steps.put("marshal", format());
    steps.put("unmarshal", format());
    return Map.copyOf(steps);
  }

  private static Element format() {
    return fields(
        Content.NONE,
        false,
        "json",
        Content.JSON_FORMAT,
        "csv",
        Content.CSV_FORMAT,
        "base64",
        Content.BASE64_FORMAT);
  }

  private static Element fields(Content shorthand, boolean expression, Object... pairs) {
    Map<String, Content> fields = new HashMap<>(commonFields());
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put((String) pairs[i], (Content) pairs[i + 1]);
    }
    return new Element(Map.copyOf(fields), shorthand, expression);
  }

  private static Map<String, Content> commonFields() {
    return Map.of("id", Content.LITERAL, "description", Content.LITERAL);
  }
}
