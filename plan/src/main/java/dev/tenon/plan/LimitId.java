package dev.tenon.plan;

import java.util.Comparator;

/** One limit of one System. Its text is {@code system/limit}. */
public record LimitId(String system, String limit) implements Comparable<LimitId> {
  /**
   * Reads {@code system/limit}.
   *
   * @throws IllegalArgumentException if there is no slash
   */
  public static LimitId parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + text + "' is not system/limit");
    }
    return new LimitId(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public int compareTo(LimitId other) {
    return Comparator.comparing(LimitId::system).thenComparing(LimitId::limit).compare(this, other);
  }

  @Override
  public String toString() {
    return system + "/" + limit;
  }
}
