package dev.tenon.local.api.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * Runs one case against one API and writes down what it answers. The verbs of steps:
 *
 * <ul>
 *   <li>{@code kubectl ARGUMENTS}: exit code, output, errors;
 *   <li>{@code http METHOD PATH [Header=value …]}: status, warnings, body;
 *   <li>{@code watch PATH}: the events of a watch that ends by itself;
 *   <li>{@code quiet …}: any of these, not written down;
 *   <li>{@code let NAME PATH POINTER}: remembers a value, which later steps have as {@code $NAME};
 *   <li>{@code gone PATH}: waits until there is nothing;
 *   <li>{@code until PATH POINTER VALUE}: waits until a value is there.
 * </ul>
 */
final class Session {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String NO_PATH =
      """
      {
        "apiVersion" : "v1",
        "code" : 404,
        "details" : { },
        "kind" : "Status",
        "message" : "the server could not find the requested resource",
        "metadata" : { },
        "reason" : "NotFound",
        "status" : "Failure"
      }
      """;

  private final Target target;
  private final Case session;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final StringBuilder transcript = new StringBuilder();

  Session(Target target, Case session) {
    this.target = target;
    this.session = session;
    variables.put("$NS", session.namespace());
  }

  /** The whole transcript, normalised. */
  String run() throws IOException, InterruptedException {
    target.send(
        "POST",
        "/api/v1/namespaces",
        Map.of("Content-Type", "application/json"),
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\""
            + session.namespace()
            + "\"}}");
    for (Case.Step step : session.steps()) {
      run(step.command(), step.input());
    }
    return transcript.toString();
  }

  private String filled(String text) {
    String out = text;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      out = out.replace(variable.getKey(), variable.getValue());
    }
    return out;
  }

  private void run(String command, String input) throws IOException, InterruptedException {
    String[] words = command.split("\\s+", 2);
    String rest = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "kubectl" -> {
        write(">>> " + command);
        write(kubectl(rest, input));
      }
      case "http" -> {
        write(">>> " + command);
        write(http(rest, input));
      }
      case "watch" -> {
        write(">>> " + command);
        write(watch(rest));
      }
      case "quiet" -> quiet(rest, input);
      case "let" -> let(rest.split("\\s+"));
      case "gone" -> await(() -> get(filled(rest)).statusCode() == 404, command);
      case "until" -> {
        String[] parts = rest.split("\\s+");
        await(
            () ->
                JSON.readTree(get(filled(parts[0])).body())
                    .at(parts[1])
                    .asText()
                    .equals(filled(parts[2])),
            command);
      }
      default -> throw new IllegalArgumentException("no such verb: " + command);
    }
  }

  private void write(String text) {
    transcript.append(text);
    if (!text.endsWith("\n")) {
      transcript.append('\n');
    }
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition, String what) {
    Awaitility.await(what)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(condition);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return target.send("GET", path, Map.of(), "");
  }

  private void quiet(String command, String input) throws IOException, InterruptedException {
    String[] words = command.split("\\s+", 2);
    if (words[0].equals("kubectl")) {
      kubectl(words[1], input);
    } else {
      http(words[1], input);
    }
  }

  private void let(String[] words) throws IOException, InterruptedException {
    JsonNode value = JSON.readTree(get(filled(words[1])).body()).at(words[2]);
    variables.put("$" + words[0], value.asText());
  }

  private String normal(String text) {
    String out = text;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      String value = variable.getValue();
      if (!variable.getKey().equals("$NS") && value.length() > 1) {
        // a version is a number, and so are codes and counts: only where versions stand
        boolean number = value.matches("\\d+");
        String pattern =
            (number ? "(?<=[\"(])" : "\\b") + Pattern.quote(value) + (number ? "(?=[\")])" : "\\b");
        out = out.replaceAll(pattern, Matcher.quoteReplacement(variable.getKey()));
      }
    }
    return Normal.text(out, target.server());
  }

  private String kubectl(String arguments, String input) throws IOException, InterruptedException {
    Target.Ran ran = target.kubectl(filled(arguments), filled(input));
    StringBuilder out = new StringBuilder();
    if (ran.exit() != 0) {
      out.append("exit ").append(ran.exit()).append('\n');
    }
    out.append(normal(ran.out()));
    if (!ran.err().isEmpty()) {
      out.append("err: ")
          .append(normal(ran.err().stripTrailing()).replace("\n", "\nerr: "))
          .append('\n');
    }
    return out.toString();
  }

  private String http(String rest, String input) throws IOException, InterruptedException {
    String[] words = rest.split("\\s+");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 2; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      headers.put(pair[0], pair[1]);
    }
    if (!input.isBlank() && !headers.containsKey("Content-Type")) {
      headers.put("Content-Type", "application/json");
    }
    HttpResponse<String> answer =
        target.send(words[0], filled(words[1]), headers, filled(input).strip());
    StringBuilder out = new StringBuilder().append(answer.statusCode()).append('\n');
    answer
        .headers()
        .allValues("Warning")
        .forEach(w -> out.append("Warning: ").append(w).append('\n'));
    out.append(body(answer.body()));
    return normal(out.toString());
  }

  private static String body(String body) {
    if (body.strip().equals("404 page not found")) {
      // where nothing is served a real API server has no Status; the embedded one has
      return NO_PATH;
    }
    try {
      return body.isEmpty() ? "" : Normal.json(JSON.readTree(body)) + "\n";
    } catch (IOException e) {
      return body + "\n";
    }
  }

  private String watch(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(filled(path));
    StringBuilder out = new StringBuilder().append(answer.statusCode()).append('\n');
    for (String line : answer.body().split("\n")) {
      if (line.isBlank()) {
        continue;
      }
      JsonNode event = JSON.readTree(line);
      out.append(event.path("type").asText("")).append(' ');
      JsonNode object = event.path("object");
      if (event.path("type").asText().equals("ERROR") || event.has("status")) {
        out.append(Normal.json(event.has("status") ? event : object)).append('\n');
      } else {
        out.append(object.path("kind").asText())
            .append(' ')
            .append(object.path("metadata").path("name").asText())
            .append(
                object.path("metadata").path("annotations").isEmpty()
                    ? ""
                    : " " + object.path("metadata").path("annotations"))
            .append('\n');
      }
    }
    return normal(out.toString());
  }
}
