package io.telltale.ingest.csv;

import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ImportProgress;
import io.telltale.ingest.ImportResult;
import io.telltale.ingest.ReadingAppender;
import io.telltale.ingest.RefusedLine;
import io.telltale.ingest.RefusedLineFile;
import io.telltale.ingest.TimeLimits;
import io.telltale.ingest.internal.ImportInput;
import io.telltale.ingest.internal.TimeGate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Imports CSV (RFC 4180, UTF-8, with a header) into a store: either one column a channel, or a
 * column with the channel's name and one with the value. A row that cannot be taken is refused
 * whole, with its number, column and reason; the others are not affected.
 *
 * <p>Readings are published as frames fill and at the end; nothing is sealed. {@code
 * docs/import.md} has the mapping in full.
 *
 * <p><b>Threading:</b> one thread; several importers may run on several threads into one store.
 * <b>Allocation:</b> by row. <b>Lifetime:</b> may be used for several inputs, one after the other.
 */
public final class CsvImporter {
  /** A row longer than this is refused. */
  public static final int MAX_ROW_BYTES = 4 << 20;

  private static final long PROGRESS_ROWS = 1 << 14;

  private final TelemetryStore store;
  private final CsvOptions options;
  private Consumer<RefusedLine> refusedLines = line -> {};
  private ImportProgress progress = ImportProgress.NONE;
  private RefusedLineFile refusedFile;
  private TimeLimits timeLimits = TimeLimits.NONE;

  /**
   * Makes an importer.
   *
   * @param store a store that is open for writing
   * @param options how to read the text
   */
  public CsvImporter(TelemetryStore store, CsvOptions options) {
    this.store = Objects.requireNonNull(store, "store");
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Hears of each refused row, in order; the column is the number of the cell.
   *
   * @param listener called on the importing thread
   * @return this
   */
  public CsvImporter onRefused(Consumer<RefusedLine> listener) {
    refusedLines = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Hears how far the import is.
   *
   * @param listener called on the importing thread
   * @return this
   */
  public CsvImporter onProgress(ImportProgress listener) {
    progress = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Writes each refused row and its reason to a file, too.
   *
   * @param file where to; the caller closes it
   * @return this
   */
  public CsvImporter refusedTo(RefusedLineFile file) {
    refusedFile = Objects.requireNonNull(file, "file");
    return this;
  }

  /**
   * Refuses rows of times that cannot be right.
   *
   * @param limits which times are taken
   * @return this
   */
  public CsvImporter timeLimits(TimeLimits limits) {
    timeLimits = Objects.requireNonNull(limits, "limits");
    return this;
  }

  /**
   * Imports a file, plain or gzip.
   *
   * @param file the file
   * @return what was done
   * @throws IOException when reading fails; what was read until then is in the store
   * @throws IllegalArgumentException when the header does not have what the options name; nothing
   *     was imported
   */
  public ImportResult importFile(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return run(in, Files.size(file));
    }
  }

  /**
   * Imports a stream, plain or gzip, to its end: standard input, for instance. The stream stays
   * open.
   *
   * @param in the text
   * @return what was done
   * @throws IOException when reading fails; what was read until then is in the store
   * @throws IllegalArgumentException when the header does not have what the options name; nothing
   *     was imported
   */
  public ImportResult importStream(InputStream in) throws IOException {
    return run(in, ImportProgress.UNKNOWN_BYTES);
  }

  private ImportResult run(InputStream in, long totalBytes) throws IOException {
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      return new Run(ImportInput.open(in), totalBytes, appender).toEnd();
    }
  }

  /** One import from start to end. */
  private final class Run {
    private final ImportInput input;
    private final long totalBytes;
    private final ReadingAppender appender;
    private final CsvRows rows;
    private long taken;
    private long readings;
    private long refused;

    Run(ImportInput input, long totalBytes, ReadingAppender appender) {
      this.input = input;
      this.totalBytes = totalBytes;
      this.appender = appender;
      this.rows = new CsvRows(input, MAX_ROW_BYTES);
    }

    ImportResult toEnd() throws IOException {
      CsvTarget target =
          new CsvTarget(store, appender, options, header(), new TimeGate(timeLimits));
      for (int state = rows.next(); state != CsvRows.END; state = rows.next()) {
        int count = state == CsvRows.ROW ? target.take(rows) : 0;
        if (state == CsvRows.REFUSED) {
          refuse(rows.errorCell(), rows.reason());
        } else if (count < 0) {
          refuse(target.errorColumn(), target.reason());
        } else {
          readings += count;
        }
        if (++taken % PROGRESS_ROWS == 0) {
          report();
        }
      }
      ImportResult result =
          new ImportResult(rows.linesTaken(), readings, refused, appender.commit());
      report();
      return result;
    }

    private CsvColumns header() throws IOException {
      int state = rows.next();
      if (state == CsvRows.END) {
        throw new IllegalArgumentException("the file has no header");
      }
      if (state == CsvRows.REFUSED) {
        throw new IllegalArgumentException(
            "the header cannot be read: "
                + new RefusedLine(rows.line(), rows.errorCell(), rows.reason()));
      }
      if (refusedFile != null) {
        refusedFile.header(rows.bytes(), rows.start(), rows.end());
      }
      return new CsvColumns(options, rows);
    }

    private void refuse(int column, String reason) throws IOException {
      refused++;
      RefusedLine line = new RefusedLine(rows.line(), column, reason);
      refusedLines.accept(line);
      if (refusedFile != null) {
        refusedFile.add(line, rows.bytes(), rows.start(), rows.end());
      }
    }

    private void report() {
      progress.progress(input.bytesRead(), totalBytes, readings, refused);
    }
  }
}
