package dev.tenon.engine.assess;

import dev.tenon.engine.estate.Refs;
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

  /** The first few problems, each with its fix, and with its waiver where it has one. */
  public static String problems(Situation situation, List<Problem> problems) {
    return list(
        problems,
        problem ->
            ProblemText.line(problem, Refs.of(situation.declared()))
                + (problem.fix().isEmpty() ? "" : "; fix: " + problem.fix())
                + problem
                    .waiver()
                    .map(
                        pass ->
                            "; waived until " + pass.until() + " by " + ProblemText.issued(pass))
                    .orElse(""));
  }
}
