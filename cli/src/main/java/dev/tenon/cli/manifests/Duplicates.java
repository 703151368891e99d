package dev.tenon.cli.manifests;

import dev.tenon.engine.problem.BuiltIn;
import dev.tenon.engine.problem.Problem;
import dev.tenon.engine.schema.FieldPath;
import dev.tenon.plan.Ref;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds objects that are declared twice: which of the two is meant would depend on the order of the
 * files.
 */
final class Duplicates {
  private Duplicates() {}

  static Stream<Problem> among(List<ReadFile> files) {
    Map<Ref, Manifest> first = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (ReadFile file : files) {
      for (Manifest manifest : file.manifests()) {
        Manifest before = first.putIfAbsent(manifest.ref(), manifest);
        if (before != null) {
          problems.add(
              SchemaProblems.of(
                  BuiltIn.DECLARED_TWICE,
                  manifest.ref(),
                  FieldPath.root(),
                  manifest.position(),
                  "it is declared twice, first at " + before.position(),
                  "Remove one of the two, or give it another name."));
        }
      }
    }
    return problems.stream();
  }
}
