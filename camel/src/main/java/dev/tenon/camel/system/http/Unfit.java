package dev.tenon.camel.system.http;

/**
 * A message that no request can be made of, today or tomorrow. Says which part is missing or wrong,
 * and never what it holds.
 */
public final class Unfit extends Exception {
  private static final long serialVersionUID = 1;

  /** Says what is unfit. */
  public Unfit(String message) {
    super(message);
  }
}
