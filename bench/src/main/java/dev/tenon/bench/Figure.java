package dev.tenon.bench;

/** Something that is measured, by itself and in one go. */
public interface Figure {
  /** What {@code bench/run} and the file of results call it. */
  String name();

  /** What is measured and how, in one paragraph. */
  String description();

  /** How often it is measured unless somebody says otherwise. */
  int usualRuns();

  /** Measures that often. */
  void take(Recording recording, int runs) throws Exception;
}
