package dev.tenon.operator.report;

import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.operator.status.ReportWriter;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What fails in one namespace, in the schema of openreports.io/v1alpha1: a result for each problem
 * that nothing waives, the worst first, at most {@link #MOST}; the summary counts all.
 */
final class NamespaceReport {
  /** Results of one report at most: it is one object, and must stay a small one. */
  static final int MOST = 200;

  private static final String SOURCE = "tenon";

  private NamespaceReport() {}

  /** The report of these problems. */
  static GenericKubernetesResource of(String namespace, Collection<Problem> problems) {
    List<Problem> failures = problems.stream().filter(NamespaceReport::fails).sorted().toList();
    GenericKubernetesResource report = ReportWriter.empty(namespace);
    report.setAdditionalProperty("source", SOURCE);
    report.setAdditionalProperty(
        "configuration",
        Map.of("limits", Map.of("maxResults", MOST, "statusFilter", List.of("fail", "warn"))));
    report.setAdditionalProperty(
        "summary",
        Map.of(
            "pass", 0,
            "fail", count(failures, "fail"),
            "warn", count(failures, "warn"),
            "error", 0,
            "skip", 0));
    report.setAdditionalProperty(
        "results", failures.stream().limit(MOST).map(NamespaceReport::result).toList());
    return report;
  }

  /** Whether a problem stands in a report. */
  static boolean fails(Problem problem) {
    return problem.waiver().isEmpty();
  }

  private static long count(List<Problem> failures, String word) {
    return failures.stream().filter(it -> word(it).equals(word)).count();
  }

  private static Map<String, Object> result(Problem problem) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("apiVersion", "tenon.dev/v1alpha1");
    resource.put("kind", problem.of().kind());
    resource.put("namespace", problem.of().namespace());
    resource.put("name", problem.of().name());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("source", SOURCE);
    result.put("policy", problem.rule());
    result.put("result", word(problem));
    result.put("scored", problem.action() == Action.Deny);
    result.put("message", ProblemText.line(problem, problem.of()));
    result.put("properties", Map.of("field", problem.at().toString(), "fix", problem.fix()));
    result.put("resources", List.of(resource));
    return result;
  }

  /** In the report's words a policy that is not meant to refuse is not scored, and warns. */
  private static String word(Problem problem) {
    return problem.action() == Action.Deny ? "fail" : "warn";
  }
}
