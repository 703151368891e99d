package dev.tenon.cli.manifests;

/** Takes down what is wrong with one object. */
@FunctionalInterface
interface Found {
  /**
   * A problem.
   *
   * @param rule the name of what finds it
   * @param field the path of the field; empty for the object as a whole
   */
  void add(String rule, String field, String message, String fix);
}
