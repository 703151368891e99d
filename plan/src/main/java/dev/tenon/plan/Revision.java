package dev.tenon.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The identity of a plan's content: the first 48 bits of its SHA-256, as 12 hexadecimal digits. */
public record Revision(@JsonValue String hash) implements Comparable<Revision> {

  /** Before a plan is sealed. */
  public static final Revision NONE = new Revision("");

  /** Reads what {@link #hash} wrote. */
  @JsonCreator
  public static Revision parse(String hash) {
    return new Revision(hash);
  }

  /** The revision of that content. */
  public static Revision of(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return new Revision(HexFormat.of().formatHex(digest, 0, 6));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int compareTo(Revision other) {
    return hash.compareTo(other.hash);
  }

  @Override
  public String toString() {
    return hash;
  }
}
