package io.telltale.core;

/** Another process, or this one, already writes the store. */
public final class StoreLockedException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what went wrong and where
   */
  public StoreLockedException(String message) {
    super(message);
  }
}
