package io.telltale.core.internal.journal;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreException;
import java.io.StreamCorruptedException;
import java.nio.file.Path;

/**
 * What Chronicle throws, as an exception of ours. Callers catch {@link Exception}: Chronicle throws
 * checked ones that it does not declare.
 */
final class JournalFault {
  private JournalFault() {}

  /** Makes the exception to throw. */
  static StoreException of(String operation, Path directory, Exception cause) {
    StoreException fault =
        cause instanceof StreamCorruptedException
            ? new CorruptStoreException(
                directory, -1, "cannot " + operation + " the journal: " + cause.getMessage())
            : new StoreException(
                "cannot " + operation + " the journal file=" + directory + ": " + cause);
    fault.initCause(cause);
    return fault;
  }
}
