package dev.tenon.engine.yaml;

/**
 * What a reader puts up with, so that no file can take its time or memory.
 *
 * @param characters of one file
 * @param depth of mappings and lists inside of each other
 * @param expanded values that all aliases of one document stand for together
 * @param documents of one file
 */
public record YamlLimits(int characters, int depth, int expanded, int documents) {
  /** 8 million characters, 100 levels, 100 000 values by aliases, 10 000 documents. */
  public static final YamlLimits DEFAULT = new YamlLimits(8_000_000, 100, 100_000, 10_000);

  /** Rejects what is not positive. */
  public YamlLimits {
    if (characters < 1 || depth < 1 || expanded < 0 || documents < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
