package dev.tenon.camel.system.transport;

/** An answer with more content than is read. */
public final class AnswerTooLarge extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;

  AnswerTooLarge(int status, int maxBytes) {
    super("its answer is larger than " + maxBytes / 1024 + " KiB");
    this.status = status;
  }

  /** The status of that answer. */
  public int status() {
    return status;
  }
}
