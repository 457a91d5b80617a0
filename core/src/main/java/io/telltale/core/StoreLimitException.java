package io.telltale.core;

/** A store has as many devices, channels, series, states or attributes as it may have. */
public final class StoreLimitException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message which limit, and of what
   */
  public StoreLimitException(String message) {
    super(message);
  }
}
