package io.telltale.core;

/**
 * The disk that holds the store is full, or nearly so. What was committed before is kept and can be
 * read; once there is room again, the store goes on.
 */
public final class StorageFullException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what could not be written, where, and how much is free
   */
  public StorageFullException(String message) {
    super(message);
  }

  /**
   * Makes one.
   *
   * @param message what could not be written and where
   * @param cause the fault underneath, or null
   */
  public StorageFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
