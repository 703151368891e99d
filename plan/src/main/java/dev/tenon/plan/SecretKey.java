package dev.tenon.plan;

import java.util.Comparator;

/** One key of one Secret in the integration's own namespace. */
public record SecretKey(String secret, String key) implements Comparable<SecretKey> {
  @Override
  public int compareTo(SecretKey other) {
    return Comparator.comparing(SecretKey::secret)
        .thenComparing(SecretKey::key)
        .compare(this, other);
  }
}
