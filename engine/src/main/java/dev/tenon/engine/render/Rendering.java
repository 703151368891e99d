package dev.tenon.engine.render;

import dev.tenon.engine.problem.Problem;
import dev.tenon.plan.Plan;
import java.util.List;
import java.util.Optional;

/** What became of a declaration: the plan that must run, or everything that keeps it from one. */
public sealed interface Rendering {

  /** The plan, if there is one. */
  Optional<Plan> result();

  /** Why there is no plan; empty when there is one. */
  List<Problem> problems();

  /** The declaration says what must run. */
  record Rendered(Plan plan) implements Rendering {
    @Override
    public Optional<Plan> result() {
      return Optional.of(plan);
    }

    @Override
    public List<Problem> problems() {
      return List.of();
    }
  }

  /** The declaration cannot run as it is. */
  record Unrenderable(List<Problem> why) implements Rendering {
    /** Sorts the problems, each once. */
    public Unrenderable {
      why = why.stream().distinct().sorted().toList();
      if (why.isEmpty()) {
        throw new IllegalArgumentException("nothing keeps it from being rendered");
      }
    }

    @Override
    public Optional<Plan> result() {
      return Optional.empty();
    }

    @Override
    public List<Problem> problems() {
      return why;
    }
  }
}
