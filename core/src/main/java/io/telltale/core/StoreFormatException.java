package io.telltale.core;

/** A file of the store is of a kind or version that this build does not read. */
public final class StoreFormatException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what went wrong and where
   */
  public StoreFormatException(String message) {
    super(message);
  }
}
