package io.telltale.cli;

import io.telltale.cli.output.ControlText;
import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreException;
import io.telltale.core.StoreFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says what went wrong in one line, and with which exit code that ends. */
final class FailureReport {
  private FailureReport() {}

  static int write(Exception failure, PrintWriter err, boolean debug) {
    if (failure instanceof OutputClosedException) {
      return ExitCode.DONE;
    }
    err.println("telltale: " + message(failure));
    if (debug) {
      failure.printStackTrace(err);
    }
    return exitCode(failure);
  }

  private static int exitCode(Exception failure) {
    if (failure instanceof CommandFailure known) {
      return known.exitCode();
    }
    boolean damaged =
        failure instanceof CorruptStoreException || failure instanceof StoreFormatException;
    return damaged ? ExitCode.DAMAGED : ExitCode.USAGE;
  }

  private static String message(Exception failure) {
    if (failure instanceof CommandFailure
        || failure instanceof StoreException
        || failure instanceof IllegalArgumentException) {
      return failure.getMessage();
    }
    if (failure instanceof UncheckedIOException unchecked) {
      return message(unchecked.getCause());
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file: " + failure.getMessage();
    }
    if (failure instanceof AccessDeniedException) {
      return "permission denied: " + failure.getMessage();
    }
    if (failure instanceof IOException && failure.getMessage() != null) {
      return ControlText.visible(failure.getMessage());
    }
    return "unexpected: " + failure + " (--debug prints where)";
  }
}
