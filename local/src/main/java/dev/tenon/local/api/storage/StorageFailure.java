package dev.tenon.local.api.storage;

/**
 * The state on disk cannot be read or written; the message says which file, why, and what to do.
 */
public final class StorageFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  StorageFailure(String message, Throwable cause) {
    super(message, cause);
  }

  StorageFailure(String message) {
    super(message);
  }
}
