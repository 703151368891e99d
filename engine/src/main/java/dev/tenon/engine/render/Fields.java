package dev.tenon.engine.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenon.plan.Durations;
import dev.tenon.plan.allowed.Jq;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the parameters of one endpoint of ours, each by its name and type. What is wrong it notes;
 * what nobody read is unknown.
 */
final class Fields {
  private final RawCall call;
  private final Sources sources;
  private final Findings findings;
  private final Set<String> known = new TreeSet<>();

  Fields(RawCall call, Sources sources, Findings findings) {
    this.call = call;
    this.sources = sources;
    this.findings = findings;
  }

  /** The field that holds a parameter, or that of the endpoint where there is none. */
  Where where(String name) {
    return call.parameters().has(name.split("\\.", 2)[0])
        ? sources.of(call.parametersPath() + "." + name)
        : sources.of(call.path());
  }

  void wrong(String name, String message, String fix) {
    findings.wrong(where(name), message, fix);
  }

  /** Something is wrong with the endpoint itself. */
  void wrongEndpoint(String message, String fix) {
    findings.wrong(sources.of(call.path()), message, fix);
  }

  boolean has(String name) {
    known.add(name);
    return call.parameters().hasNonNull(name);
  }

  private Optional<JsonNode> scalar(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    JsonNode value = call.parameters().get(name);
    if (value.isContainerNode()) {
      wrong(name, name + " must be a single value", "Write one value.");
      return Optional.empty();
    }
    return Optional.of(value);
  }

  /** A literal text; numbers and booleans as they are written. */
  Optional<String> text(String name) {
    return scalar(name).map(JsonNode::asText);
  }

  /** A jq program that may read these variables. */
  Optional<String> jq(String name, Set<String> variables) {
    Optional<String> program = text(name);
    program.ifPresent(it -> program(name, it, variables));
    return program;
  }

  /** Whether a program is jq that may be used; what is wrong with it is noted. */
  private void program(String name, String program, Set<String> variables) {
    for (String problem : Jq.problems(program, variables)) {
      wrong(
          name,
          name + " " + problem,
          problem.startsWith("uses the function ") && program.matches("[A-Za-z0-9_. -]+")
              ? "A text that is meant literally needs quotes in jq: '\"" + program + "\"'."
              : "Change the expression.");
    }
  }

  Optional<Duration> duration(String name) {
    Optional<String> text = text(name);
    Optional<Duration> duration = text.flatMap(Durations::read);
    if (text.isPresent() && duration.isEmpty()) {
      wrong(
          name,
          name + " '" + text.get() + "' is no duration",
          "Write a whole number and ms, s, m, h or d, such as 5m.");
    }
    return duration;
  }

  /** A whole number in a range, both ends included. */
  int whole(String name, int least, int most, int fallback) {
    Optional<JsonNode> value = scalar(name);
    if (value.isEmpty()) {
      return fallback;
    }
    JsonNode number = value.get();
    if (!number.isIntegralNumber() || number.longValue() < least || number.longValue() > most) {
      wrong(
          name,
          name + " must be a whole number from " + least + " to " + most,
          "Change the value.");
      return fallback;
    }
    return number.intValue();
  }

  boolean flag(String name) {
    Optional<JsonNode> value = scalar(name);
    if (value.isPresent() && !value.get().isBoolean()) {
      wrong(name, name + " must be true or false", "Write true or false, without quotes.");
    }
    return value.map(JsonNode::asBoolean).orElse(false);
  }

  /** The fields of an object, each a single value, in their order. */
  List<Map.Entry<String, String>> entries(String name) {
    if (!has(name)) {
      return List.of();
    }
    JsonNode value = call.parameters().get(name);
    if (!value.isObject()) {
      wrong(name, name + " must be an object", "Write each entry below it.");
      return List.of();
    }
    List<Map.Entry<String, String>> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (entry.getValue().isContainerNode()) {
        wrong(
            name + "." + entry.getKey(),
            entry.getKey() + " must be a single value",
            "Write one value.");
      } else if (!entry.getValue().isNull()) {
        entries.add(Map.entry(entry.getKey(), entry.getValue().asText()));
      }
    }
    return entries;
  }

  /** A program in an entry of an object. */
  void entryProgram(String name, Map.Entry<String, String> entry, Set<String> variables) {
    program(name + "." + entry.getKey(), entry.getValue(), variables);
  }

  /** Notes the parameters that the endpoint does not take here. */
  void refuseOthers(String endpoint) {
    call.parameters()
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                wrong(
                    name,
                    endpoint + " has no parameter " + name + " here",
                    known.isEmpty()
                        ? "Take it out."
                        : "Take it out, or use one of " + String.join(", ", known) + ".");
              }
            });
  }
}
