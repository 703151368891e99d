package dev.tenon.local.api.storage;

/** The object is not, or is no longer, what the writer took it for. */
public final class Stale extends Exception {
  private static final long serialVersionUID = 1;

  Stale() {
    super("the object has been changed by somebody else", null, false, false);
  }
}
