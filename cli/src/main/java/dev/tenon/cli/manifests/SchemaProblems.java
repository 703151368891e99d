package dev.tenon.cli.manifests;

import dev.tenon.engine.problem.Action;
import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Origin;
import dev.tenon.engine.problem.Position;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.problem.Terms;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.engine.yaml.YamlProblem;
import dev.tenon.plan.Ref;
import java.util.Optional;

/** Problems that are found before any object is looked at together with others. */
final class SchemaProblems {
  /** Stands for an object whose name is not known. */
  static final Ref UNNAMED = new Ref("", "", "");

  private SchemaProblems() {}

  static Problem of(
      String rule, Ref of, FieldPath at, Position position, String message, String fix) {
    return of(rule, of, at, Optional.of(position), message, fix);
  }

  private static Problem of(
      String rule, Ref of, FieldPath at, Optional<Position> position, String message, String fix) {
    return new Problem(
        rule,
        of,
        at,
        position,
        Origin.Schema,
        message,
        fix,
        Action.Deny,
        Optional.empty(),
        Terms.NONE);
  }

  static Problem of(YamlProblem problem) {
    return unreadable(problem.at(), problem.message(), problem.fix());
  }

  static Problem unreadable(Position position, String message, String fix) {
    return of(BuiltIn.UNREADABLE, UNNAMED, FieldPath.root(), position, message, fix);
  }

  /** Of a file or folder that cannot be read, so that there is no line in it. */
  static Problem notRead(String file, String message, String fix) {
    return of(
        BuiltIn.UNREADABLE,
        UNNAMED,
        FieldPath.root(),
        Optional.empty(),
        file + ": " + message,
        fix);
  }

  /** Of a file as a whole. */
  static Problem unreadable(String file, String message, String fix) {
    return unreadable(new Position(file, 1, 1), message, fix);
  }
}
