package dev.tenon.local.api.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes out of answers what no two servers can have in common: uids, versions, times, ages. */
final class Normal {
  private static final ObjectMapper PRETTY =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final Pattern UID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[-+]\\d\\d:?\\d\\d("
              + " [A-Z]+)?)?");
  private static final Pattern VERSION =
      Pattern.compile("(resource ?Version\\\\?\"? ?: *\\\\?\"?)\\d+", Pattern.CASE_INSENSITIVE);
  private static final Pattern DATE =
      Pattern.compile(
          "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d"
              + " [-+A-Z0-9]+");
  private static final Pattern AGE = Pattern.compile("(?m)(\\s)(\\d+[smhdy])+$");
  private static final Pattern TEMPORARY = Pattern.compile("/tmp/[A-Za-z]+-\\d+/");

  /** What comes in the order of Go's maps, or of the second in which it was written. */
  private static final Set<String> UNORDERED =
      Set.of("causes", "resources", "verbs", "managedFields");

  private static final Pattern ERRORS =
      Pattern.compile("is invalid: \\[(.*)\\](?=\"|$)", Pattern.MULTILINE);
  private static final Pattern BETWEEN =
      Pattern.compile(
          ", (?=[a-zA-Z<][\\w.\\[\\]<>-]*:"
              + " (?:Invalid|Required|Unsupported|Duplicate|Too|Forbidden))");

  private Normal() {}

  /** A tree with sorted fields, on several lines. */
  static String json(JsonNode node) throws JsonProcessingException {
    return PRETTY.writeValueAsString(sorted(node));
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
      ObjectNode out = JsonNodeFactory.instance.objectNode();
      // a hash of how it is stored, and no order that means anything
      fields.remove("storageVersionHash");
      boolean column = fields.containsKey("priority") && fields.containsKey("format");
      for (Map.Entry<String, JsonNode> entry : fields.entrySet()) {
        if (column && entry.getKey().equals("description")) {
          continue;
        }
        if (entry.getKey().equals("continue") && entry.getValue().isTextual()) {
          out.put("continue", entry.getValue().asText().isEmpty() ? "" : "<continue>");
        } else if (UNORDERED.contains(entry.getKey())) {
          List<JsonNode> items = new ArrayList<>();
          entry.getValue().forEach(item -> items.add(sorted(item)));
          items.sort(java.util.Comparator.comparing(JsonNode::toString));
          out.putArray(entry.getKey()).addAll(items);
        } else {
          out.set(entry.getKey(), sorted(entry.getValue()));
        }
      }
      return out;
    }
    if (node.isArray()) {
      ArrayNode out = JsonNodeFactory.instance.arrayNode();
      node.forEach(item -> out.add(sorted(item)));
      return out;
    }
    return node;
  }

  /** Any text. */
  static String text(String text, URI server) {
    String out = text.replace(server.toString(), "<server>");
    out = out.replace("127.0.0.1:" + server.getPort(), "<server>");
    out = UID.matcher(out).replaceAll("<uid>");
    out = TIME.matcher(out).replaceAll("<time>");
    out = DATE.matcher(out).replaceAll("<time>");
    out = VERSION.matcher(out).replaceAll("$1<version>");
    // where in Go's sources a registry of kinds was made
    out = out.replaceAll(" in scheme \\\\?\"pkg/runtime/scheme.go:\\d+\\\\?\"", "");
    // newer kubectls say more, and their libraries log
    out = out.replaceAll("(?m)^(.* deleted) from \\S+ namespace$", "$1");
    out = out.replaceAll("(?m)^(err: )?[IWE]\\d{4} .*\\n?", "");
    out = TEMPORARY.matcher(out).replaceAll("/tmp/<folder>/");
    return ages(errors(out));
  }

  /** The errors of an invalid object come in the order of Go's maps. */
  private static String errors(String text) {
    String out =
        ERRORS
            .matcher(text)
            .replaceAll(
                m -> {
                  String[] parts = BETWEEN.split(m.group(1));
                  Arrays.sort(parts);
                  return Matcher.quoteReplacement("is invalid: [" + String.join(", ", parts) + "]");
                });
    List<String> lines = new ArrayList<>(Arrays.asList(out.split("\n", -1)));
    for (int i = 0; i < lines.size(); i++) {
      int end = i;
      while (end < lines.size() && lines.get(end).startsWith("* ")) {
        end++;
      }
      if (end > i) {
        java.util.Collections.sort(lines.subList(i, end));
        i = end;
      }
    }
    return String.join("\n", lines);
  }

  /** Ages stand in the last column of a table whose heading ends with AGE. */
  private static String ages(String text) {
    List<String> lines = new ArrayList<>();
    boolean table = false;
    for (String line : text.split("\n", -1)) {
      if (line.contains("\"cells\" : [")) {
        lines.add(line.replaceAll("\"(\\d+[smhdy])+\"(?=[,\\s\\]])", "\"<age>\""));
      } else if (line.matches(".*\\bAGE\\s*$")) {
        table = true;
        lines.add(line.stripTrailing());
      } else if (line.isBlank()) {
        table = false;
        lines.add(line);
      } else {
        lines.add(table ? AGE.matcher(line.stripTrailing()).replaceAll("$1<age>") : line);
      }
    }
    return String.join("\n", lines);
  }
}
