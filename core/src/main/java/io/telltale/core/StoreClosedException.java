package io.telltale.core;

/** The store, or something opened from it, was used after it was closed. */
public final class StoreClosedException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what went wrong and where
   */
  public StoreClosedException(String message) {
    super(message);
  }
}
