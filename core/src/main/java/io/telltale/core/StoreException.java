package io.telltale.core;

/** A store could not do what was asked; subclasses tell the cause. */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what went wrong and where
   */
  public StoreException(String message) {
    super(message);
  }

  /**
   * Makes one.
   *
   * @param message what went wrong and where
   * @param cause the fault underneath, or null
   */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
