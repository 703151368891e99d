package dev.tenon.cli.check.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tenon.cli.check.Findings;
import dev.tenon.cli.check.Findings.Level;
import dev.tenon.cli.console.ExitCode;
import dev.tenon.engine.problem.Problem;
import java.util.Locale;

/** One object: what was checked, and a list of problems. Fields may be added, never changed. */
final class JsonFormat {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonFormat() {}

  static String of(Findings findings) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("now", findings.now().toString());
    all.put("exitCode", ExitCode.of(findings.problems()));
    all.put("files", findings.files().size());
    all.put("objects", findings.objects().size());
    for (Level level : Level.values()) {
      all.put(level.name().toLowerCase(Locale.ROOT), findings.count(level));
    }
    ArrayNode problems = all.putArray("problems");
    findings.problems().forEach(problem -> problems.add(problem(problem)));
    return text(all);
  }

  private static ObjectNode problem(Problem problem) {
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    one.put("level", Findings.level(problem).name());
    one.put("rule", problem.rule());
    one.put("origin", problem.origin().name());
    one.put("kind", problem.of().kind());
    one.put("namespace", problem.of().namespace());
    one.put("name", problem.of().name());
    one.put("field", problem.at().toString());
    problem
        .position()
        .ifPresent(
            position ->
                one.put("file", position.file())
                    .put("line", position.line())
                    .put("column", position.column()));
    one.put("message", problem.message());
    one.put("fix", problem.fix());
    problem
        .terms()
        .pass()
        .ifPresent(
            pass ->
                one.putObject("waiver")
                    .put("namespace", pass.waiver().namespace())
                    .put("name", pass.waiver().name())
                    .put("state", pass.state().name())
                    .put("until", pass.until().toString())
                    .put("issue", pass.issue()));
    problem.terms().due().ifPresent(day -> one.put("effectiveDate", day.toString()));
    return one;
  }

  static String text(JsonNode json) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }
}
