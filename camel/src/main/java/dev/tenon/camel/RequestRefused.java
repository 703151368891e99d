package dev.tenon.camel;

/**
 * A System answered that this request will never succeed: repeating it is no use. The message names
 * System, status and attempts, and never a body or a credential.
 */
public final class RequestRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final String system;
  private final int status;

  /**
   * @param status the HTTP status, or 0 for endpoints that have none
   * @param detail what the System said, such as {@code 422 Unprocessable Entity}
   */
  public RequestRefused(String system, int status, int attempts, String detail, Throwable cause) {
    super(system + " refused the request: " + detail + " (attempt " + attempts + ")", cause);
    this.system = system;
    this.status = status;
  }

  /** The System's name. */
  public String system() {
    return system;
  }

  /** The HTTP status, or 0. */
  public int status() {
    return status;
  }
}
