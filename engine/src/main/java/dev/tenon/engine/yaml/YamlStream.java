package dev.tenon.engine.yaml;

import java.util.List;

/**
 * What a file holds.
 *
 * @param documents those that could be read, in their order; empty ones are left out
 * @param problems what is wrong with the others
 */
public record YamlStream(List<YamlDocument> documents, List<YamlProblem> problems) {
  /** Copies. */
  public YamlStream {
    documents = List.copyOf(documents);
    problems = List.copyOf(problems);
  }
}
