package dev.tenon.camel;

/**
 * A jq program cannot be applied to a message. It will fail on that message again. The message of
 * this exception names the program's place and never shows what the program read.
 */
public final class MappingFailed extends Exception {
  private static final long serialVersionUID = 1;

  /** Says which program failed, and why as far as that says nothing of the content. */
  public MappingFailed(String message) {
    // the library's own exception quotes values, so it is no cause of this one
    super(message);
  }
}
