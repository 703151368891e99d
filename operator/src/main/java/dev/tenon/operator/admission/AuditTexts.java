package dev.tenon.operator.admission;

import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.review.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What an API server's audit log is told of a verdict. */
final class AuditTexts {
  private AuditTexts() {}

  /**
   * Who answers for it, by the names of the verdict; and the rules that it {@code denied}, {@code
   * warned} of, only {@code audited}, or found {@code waived}, with the Waiver.
   */
  static SortedMap<String, String> of(Verdict verdict) {
    SortedMap<String, String> audit = new TreeMap<>(verdict.audit());
    put(audit, "denied", verdict.denials().stream(), Problem::rule);
    put(audit, "waived", others(verdict, true), AuditTexts::waiver);
    put(audit, "warned", acting(verdict, Action.Warn), Problem::rule);
    put(audit, "audited", acting(verdict, Action.Audit), Problem::rule);
    return Collections.unmodifiableSortedMap(audit);
  }

  private static Stream<Problem> acting(Verdict verdict, Action action) {
    return others(verdict, false).filter(problem -> problem.action() == action);
  }

  private static Stream<Problem> others(Verdict verdict, boolean waived) {
    return verdict.others().stream().filter(problem -> problem.waiver().isPresent() == waived);
  }

  private static String waiver(Problem problem) {
    return problem.rule() + " by " + problem.waiver().orElseThrow().waiver().path();
  }

  private static void put(
      SortedMap<String, String> audit,
      String key,
      Stream<Problem> problems,
      Function<Problem, String> text) {
    List<String> all = problems.map(text).distinct().sorted().toList();
    if (!all.isEmpty()) {
      audit.put(key, String.join(", ", all));
    }
  }
}
