package dev.tenon.bench;

/**
 * What a median should be.
 *
 * @param atMost whether the bound is an upper one
 */
public record Aim(boolean atMost, double bound) {
  /** No more than that. */
  public static Aim atMost(double bound) {
    return new Aim(true, bound);
  }

  /** No less than that. */
  public static Aim atLeast(double bound) {
    return new Aim(false, bound);
  }

  /** Whether a median is what it should be. */
  public boolean met(double median) {
    return atMost ? median <= bound : median >= bound;
  }

  @Override
  public String toString() {
    return (atMost ? "≤ " : "≥ ") + Numbers.text(bound);
  }
}
