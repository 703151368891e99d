package dev.tenon.engine.assess;

import dev.tenon.engine.estate.Refs;
import dev.tenon.engine.problem.Pass;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.ProblemText;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists in messages: the first few, and how many more there are. */
public final class Texts {
  private static final int SHOWN = 3;

  private Texts() {}

  /** The texts of the first few, and how many more there are. */
  public static <T> String list(Collection<T> all, Function<T, String> text) {
    String shown = all.stream().limit(SHOWN).map(text).collect(Collectors.joining(" | "));
    return all.size() > SHOWN ? shown + " | and " + (all.size() - SHOWN) + " more" : shown;
  }

  /** The first few problems, each with its fix, and with its Waiver where it has one. */
  public static String problems(Situation situation, List<Problem> problems) {
    return list(
        problems,
        problem ->
            ProblemText.line(problem, Refs.of(situation.declared()))
                + (problem.fix().isEmpty() ? "" : "; fix: " + withoutStop(problem.fix()))
                + problem.terms().pass().map(Texts::pass).orElse(""));
  }

  /** What follows is part of the same sentence. */
  private static String withoutStop(String fix) {
    return fix.endsWith(".") ? fix.substring(0, fix.length() - 1) : fix;
  }

  private static String pass(Pass pass) {
    String waiver = ProblemText.issued(pass);
    return switch (pass.state()) {
      case Live -> "; waived until " + pass.until() + " by " + waiver;
      case Expired -> "; was waived until " + pass.until() + " by " + waiver;
      case Unapproved -> "; " + waiver + " waits for its approval";
    };
  }
}
