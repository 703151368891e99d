package dev.tenon.cli.console;

import dev.tenon.engine.problem.Origin;
import dev.tenon.engine.problem.Problem;
import java.util.Collection;

/** The exit codes of all commands. They are part of the interface: scripts depend on them. */
public final class ExitCode {
  /** Done, and nothing is refused; what is waived or warned about was printed. */
  public static final int ALLOWED = 0;

  /** Valid by schema, but refused by references, parameters, quota or policy; or failed. */
  public static final int REFUSED = 1;

  /** Cannot be read, or an API server's own schema would refuse it; or a wrong option. */
  public static final int UNREADABLE = 2;

  private ExitCode() {}

  /** The code for what was found. */
  public static int of(Collection<Problem> problems) {
    return problems.stream()
        .filter(Problem::refuses)
        .mapToInt(problem -> problem.origin() == Origin.Schema ? UNREADABLE : REFUSED)
        .max()
        .orElse(ALLOWED);
  }
}
