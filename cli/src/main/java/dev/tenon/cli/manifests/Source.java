package dev.tenon.cli.manifests;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file's content at one moment. Two are equal when name and content are. */
public final class Source {
  private final String name;
  private final byte[] content;
  private final String digest;

  /**
   * A file that was read.
   *
   * @param name as positions in it are printed
   * @param content not copied, so it must not be changed
   */
  public Source(String name, byte[] content) {
    this.name = name;
    this.content = content;
    this.digest = digest(content);
  }

  /** As positions in it are printed. */
  public String name() {
    return name;
  }

  byte[] content() {
    return content;
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Source source
        && name.equals(source.name)
        && digest.equals(source.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
