package io.telltale.cli;

import java.io.IOException;

/** Whoever read the answer has seen enough: {@code telltale range ... | head}. */
final class OutputClosedException extends IOException {
  private static final long serialVersionUID = 1L;

  OutputClosedException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
