package dev.tenon.cli.check.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.cli.check.Findings;
import dev.tenon.cli.check.Findings.Level;
import dev.tenon.engine.problem.Position;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import dev.tenon.plan.Ref;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * SARIF 2.1.0 (OASIS Standard, 27 March 2020). A waived problem is a result with an accepted
 * suppression, as its section 3.35 has it.
 */
final class SarifFormat {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final String ROOT = "SRCROOT";

  private SarifFormat() {}

  static String of(Findings findings) {
    List<String> rules =
        new ArrayList<>(new TreeSet<>(findings.problems().stream().map(Problem::rule).toList()));
    ObjectNode log = JsonNodeFactory.instance.objectNode();
    log.put("$schema", SCHEMA).put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver = run.putObject("tool").putObject("driver").put("name", "tenon");
    ArrayNode described = driver.putArray("rules");
    rules.forEach(rule -> described.add(rule(rule, findings)));
    // the columns of our positions count code points, as YAML's own do
    run.put("columnKind", "unicodeCodePoints");
    ArrayNode results = run.putArray("results");
    findings.problems().forEach(problem -> results.add(result(problem, rules)));
    return JsonFormat.text(log);
  }

  private static ObjectNode rule(String name, Findings findings) {
    ObjectNode rule = JsonNodeFactory.instance.objectNode().put("id", name);
    String rationale = findings.rationales().get(name);
    if (rationale != null) {
      rule.putObject("fullDescription").put("text", rationale);
    }
    return rule;
  }

  private static ObjectNode result(Problem problem, List<String> rules) {
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    result.put("ruleId", problem.rule()).put("ruleIndex", rules.indexOf(problem.rule()));
    result.put("level", level(Findings.level(problem)));
    String fix = problem.fix().isEmpty() ? "" : ". Fix: " + problem.fix();
    result.putObject("message").put("text", problem.message() + fix);
    ObjectNode location = result.putArray("locations").addObject();
    problem.position().ifPresent(position -> physical(position, location));
    Ref of = problem.of();
    if (!of.name().isEmpty()) {
      location
          .putArray("logicalLocations")
          .addObject()
          .put("name", of.name())
          .put("fullyQualifiedName", of + suffix(problem))
          .put("kind", "resource");
    }
    problem
        .waiver()
        .ifPresent(
            pass ->
                result
                    .putArray("suppressions")
                    .addObject()
                    .put("kind", "external")
                    .put("status", "accepted")
                    .put("justification", ProblemText.issued(pass) + ", until " + pass.until()));
    return result;
  }

  private static String suffix(Problem problem) {
    String field = problem.at().toString();
    return field.isEmpty() ? "" : " " + field;
  }

  private static String level(Level level) {
    return switch (level) {
      case Denied, Waived -> "error";
      case Warning -> "warning";
      case Audited -> "note";
    };
  }

  private static void physical(Position position, ObjectNode location) {
    ObjectNode physical = location.putObject("physicalLocation");
    Path path = Path.of(position.file());
    ObjectNode artifact = physical.putObject("artifactLocation");
    if (path.isAbsolute()) {
      artifact.put("uri", path.normalize().toUri().toString());
    } else {
      artifact.put("uri", relative(path)).put("uriBaseId", ROOT);
    }
    physical
        .putObject("region")
        .put("startLine", position.line())
        .put("startColumn", position.column());
  }

  private static String relative(Path path) {
    try {
      String slashed = path.normalize().toString().replace('\\', '/');
      return new URI(null, null, slashed, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("every path can be quoted", e);
    }
  }
}
