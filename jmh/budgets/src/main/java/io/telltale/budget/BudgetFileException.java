package io.telltale.budget;

/**
 * A budget file, or saved figures, that cannot be read; the message names file, line, column and
 * what was expected there.
 */
public final class BudgetFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BudgetFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
