package io.telltale.ingest;

/**
 * Hears how far an import is, on the importing thread, every mebibyte or so of text.
 *
 * <p><b>Threading:</b> called by the importing thread. <b>Allocation:</b> none by the importer.
 * <b>Lifetime:</b> used during one import.
 */
@FunctionalInterface
public interface ImportProgress {
  /** Given as the total when nobody knows how long the input is: a stream, standard input. */
  long UNKNOWN_BYTES = -1;

  /** Hears nothing. */
  ImportProgress NONE = (bytesRead, totalBytes, readings, refused) -> {};

  /**
   * Reports.
   *
   * @param bytesRead bytes of the input taken so far, as they lie in the file (packed ones when it
   *     is gzip)
   * @param totalBytes bytes of the whole input, or {@link #UNKNOWN_BYTES}
   * @param readings readings appended so far
   * @param refused lines refused so far
   */
  void progress(long bytesRead, long totalBytes, long readings, long refused);
}
