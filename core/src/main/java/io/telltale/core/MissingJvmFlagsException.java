package io.telltale.core;

/** The JVM was started without flags that writing needs; the message has the line to add. */
public final class MissingJvmFlagsException extends StoreException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param message what went wrong and where
   */
  public MissingJvmFlagsException(String message) {
    super(message);
  }
}
