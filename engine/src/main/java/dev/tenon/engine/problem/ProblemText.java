package dev.tenon.engine.problem;

import dev.tenon.plan.Ref;
import java.util.List;
import java.util.Optional;

/**
 * How problems are printed, by admission and by the command line alike, byte for byte:
 *
 * <pre>
 * production-has-deputy spec.owner.deputy: production integrations need a deputy team
 *   fix: Set spec.owner.deputy to a Team that has agreed to take over.
 *   waive: a Waiver for production-has-deputy in namespace revenue, approved and dated
 * </pre>
 */
public final class ProblemText {
  /** Characters of a first line at most. */
  public static final int FIRST_LINE = 256;

  private ProblemText() {}

  /** All problems of a change, each in the shape above, with a line break between them. */
  public static String of(List<Problem> problems, Ref subject) {
    return String.join("\n", problems.stream().map(problem -> of(problem, subject)).toList());
  }

  /**
   * One problem; no line break at its end.
   *
   * @param subject the object under change; a problem of another object names that one
   */
  public static String of(Problem problem, Ref subject) {
    StringBuilder text = new StringBuilder(line(problem, subject));
    if (!problem.fix().isEmpty()) {
      text.append("\n  fix: ").append(oneLine(problem.fix()));
    }
    pass(problem).ifPresent(how -> text.append("\n  ").append(how));
    return text.toString();
  }

  /** The first line alone, at most {@link #FIRST_LINE} characters. */
  public static String line(Problem problem, Ref subject) {
    StringBuilder line = new StringBuilder(problem.rule());
    if (!problem.of().equals(subject)) {
      line.append(' ').append(problem.of());
    }
    String field = problem.at().toString();
    if (!field.isEmpty()) {
      line.append(' ').append(field);
    }
    line.append(": ").append(oneLine(problem.message()));
    return shortened(line.toString(), FIRST_LINE);
  }

  /** The text, or its beginning and an ellipsis, in at most so many characters. */
  public static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    return text.substring(0, end) + "…";
  }

  private static Optional<String> pass(Problem problem) {
    Optional<Pass> pass = problem.terms().pass();
    if (pass.isPresent() && pass.get().live()) {
      return Optional.of("waived: until " + pass.get().until() + " by " + issued(pass.get()));
    }
    if (!problem.terms().waivable() || !problem.refuses()) {
      return Optional.empty();
    }
    return Optional.of("waive: " + pass.map(one -> again(one)).orElseGet(() -> first(problem)));
  }

  /** The Waiver, and the how many-th it is for the same. */
  public static String issued(Pass pass) {
    return pass.waiver() + (pass.issue() > 1 ? ", number " + pass.issue() + " for the same" : "");
  }

  private static String again(Pass pass) {
    return pass.state() == Pass.State.Expired
        ? issued(pass) + " was good until " + pass.until() + "; a new one, approved and dated"
        : issued(pass) + " waits for its approval";
  }

  private static String first(Problem problem) {
    return "a Waiver for "
        + problem.rule()
        + (problem.of().namespace().isEmpty() ? "" : " in namespace " + problem.of().namespace())
        + ", approved and dated";
  }

  /** Line breaks and other control characters as spaces: a message cannot forge a second line. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
        .forEach(line::appendCodePoint);
    return line.toString();
  }
}
