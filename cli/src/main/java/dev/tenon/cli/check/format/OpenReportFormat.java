package dev.tenon.cli.check.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.tenon.api.Crds;
import dev.tenon.api.v1alpha1.TenonResource;
import dev.tenon.cli.check.Findings;
import dev.tenon.cli.check.Findings.Level;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.plan.Ref;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reports in the schema of openreports.io/v1alpha1: a Report for each namespace, a ClusterReport
 * for kinds without one. An object without problems is one result, {@code pass}.
 */
final class OpenReportFormat {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          new YAMLFactory()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .disable(YAMLGenerator.Feature.SPLIT_LINES));
  private static final List<String> OURS =
      Crds.kinds().stream()
          .map((Class<? extends TenonResource<?, ?>> kind) -> HasMetadata.getKind(kind))
          .toList();

  private OpenReportFormat() {}

  static String of(Findings findings) {
    Map<String, List<ObjectNode>> byNamespace = new TreeMap<>();
    findings.objects().stream()
        .map(manifest -> manifest.ref())
        .filter(ref -> OURS.contains(ref.kind()))
        .filter(ref -> findings.of(ref).isEmpty())
        .forEach(ref -> add(byNamespace, ref, passed(ref, findings.now())));
    // what could not be read has no name that a report could refer to
    findings.problems().stream()
        .filter(problem -> !problem.of().name().isEmpty())
        .forEach(problem -> add(byNamespace, problem.of(), result(problem, findings.now())));
    return byNamespace.entrySet().stream()
        .map(entry -> report(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("---\n"));
  }

  private static void add(Map<String, List<ObjectNode>> to, Ref of, ObjectNode result) {
    to.computeIfAbsent(of.namespace(), key -> new ArrayList<>()).add(result);
  }

  private static String report(String namespace, List<ObjectNode> results) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("apiVersion", "openreports.io/v1alpha1");
    report.put("kind", namespace.isEmpty() ? "ClusterReport" : "Report");
    ObjectNode metadata = report.putObject("metadata").put("name", "tenon-check");
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    report.put("source", "tenon");
    ObjectNode summary = report.putObject("summary");
    for (String word : List.of("pass", "fail", "warn", "error", "skip")) {
      summary.put(
          word, results.stream().filter(it -> it.path("result").asText().equals(word)).count());
    }
    report.putArray("results").addAll(results);
    try {
      return YAML.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static ObjectNode passed(Ref of, Instant now) {
    return base(of, "all", "pass", now);
  }

  private static ObjectNode result(Problem problem, Instant now) {
    ObjectNode result = base(problem.of(), problem.rule(), word(Findings.level(problem)), now);
    result.put("message", ProblemText.line(problem, problem.of()));
    ObjectNode properties = result.putObject("properties");
    properties.put("field", problem.at().toString());
    properties.put("fix", problem.fix());
    problem.position().ifPresent(position -> properties.put("position", position.toString()));
    problem
        .waiver()
        .ifPresent(
            pass ->
                properties
                    .put("waiver", pass.waiver().path())
                    .put("waivedUntil", pass.until().toString()));
    return result;
  }

  private static ObjectNode base(Ref of, String rule, String word, Instant now) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("source", "tenon").put("policy", rule).put("result", word).put("scored", true);
    result.putObject("timestamp").put("seconds", now.getEpochSecond()).put("nanos", now.getNano());
    ArrayNode resources = result.putArray("resources");
    ObjectNode resource = resources.addObject();
    resource.put("apiVersion", "tenon.dev/v1alpha1").put("kind", of.kind());
    if (!of.namespace().isEmpty()) {
      resource.put("namespace", of.namespace());
    }
    resource.put("name", of.name());
    return result;
  }

  private static String word(Level level) {
    return switch (level) {
      case Denied -> "fail";
      case Warning, Audited -> "warn";
      case Waived -> "skip";
    };
  }
}
