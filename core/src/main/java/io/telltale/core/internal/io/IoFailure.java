package io.telltale.core.internal.io;

import io.telltale.core.StorageFullException;
import io.telltale.core.StoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/**
 * Turns an {@link IOException} into a {@link StoreException} that names the operation and the file.
 */
public final class IoFailure {
  private static final List<String> FULL =
      List.of(
          "No space left on device",
          "Disk quota exceeded",
          "There is not enough space on the disk");

  private IoFailure() {}

  /**
   * Makes the exception to throw.
   *
   * @param operation what was tried, an infinitive such as {@code read}
   * @param file the file it was tried on
   * @param cause what the system said
   * @return the exception, not thrown yet
   */
  public static StoreException of(String operation, Path file, IOException cause) {
    String message = "cannot " + operation + " file=" + file + " (" + reason(cause) + ")";
    if (isFull(cause)) {
      return new StorageFullException(
          message + ": what was committed is kept, free some space and go on", cause);
    }
    return new StoreException(message, cause);
  }

  /** What the system says, without the file that it repeats. */
  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied for user " + System.getProperty("user.name");
    }
    if (cause instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    String name = cause.getClass().getSimpleName();
    if (cause.getMessage() == null) {
      return name;
    }
    return cause.getClass() == IOException.class
        ? cause.getMessage()
        : name + ": " + cause.getMessage();
  }

  /** Java has no type for this: the text is the system's. */
  private static boolean isFull(IOException cause) {
    String text = String.valueOf(cause.getMessage());
    return FULL.stream().anyMatch(text::contains);
  }
}
