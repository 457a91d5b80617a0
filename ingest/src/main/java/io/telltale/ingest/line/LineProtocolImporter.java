package io.telltale.ingest.line;

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
 * Imports InfluxDB line protocol into a store: a channel is {@code measurement.field}, a device is
 * the value of one tag or the whole tag set, other tags are its attributes. A line that cannot be
 * taken is refused whole, with its number, column and reason; the others are not affected.
 *
 * <p>Readings are published as frames fill and at the end; nothing is sealed. {@code
 * docs/import.md} has the mapping in full.
 *
 * <p><b>Threading:</b> one thread; several importers may run on several threads into one store.
 * <b>Allocation:</b> by device, tag set, channel and refused line, not by line. <b>Lifetime:</b>
 * may be used for several inputs, one after the other.
 */
public final class LineProtocolImporter {
  /** A line longer than this is refused. */
  public static final int MAX_LINE_BYTES = LineFeed.MAX_LINE_BYTES;

  /** A line with more tags is refused. */
  public static final int MAX_TAGS = LineParser.MAX_TAGS;

  private static final long PROGRESS_BYTES = 1 << 20;

  private final TelemetryStore store;
  private final LineOptions options;
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
  public LineProtocolImporter(TelemetryStore store, LineOptions options) {
    this.store = Objects.requireNonNull(store, "store");
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Hears of each refused line, in order.
   *
   * @param listener called on the importing thread
   * @return this
   */
  public LineProtocolImporter onRefused(Consumer<RefusedLine> listener) {
    refusedLines = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Hears how far the import is.
   *
   * @param listener called on the importing thread
   * @return this
   */
  public LineProtocolImporter onProgress(ImportProgress listener) {
    progress = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Writes each refused line and its reason to a file, too.
   *
   * @param file where to; the caller closes it
   * @return this
   */
  public LineProtocolImporter refusedTo(RefusedLineFile file) {
    refusedFile = Objects.requireNonNull(file, "file");
    return this;
  }

  /**
   * Refuses lines of times that cannot be right.
   *
   * @param limits which times are taken
   * @return this
   */
  public LineProtocolImporter timeLimits(TimeLimits limits) {
    timeLimits = Objects.requireNonNull(limits, "limits");
    return this;
  }

  /**
   * Imports a file, plain or gzip.
   *
   * @param file the file
   * @return what was done
   * @throws IOException when reading fails; what was read until then is in the store
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
   */
  public ImportResult importStream(InputStream in) throws IOException {
    return run(in, ImportProgress.UNKNOWN_BYTES);
  }

  private ImportResult run(InputStream in, long totalBytes) throws IOException {
    try (ReadingAppender appender = ReadingAppender.open(store)) {
      ImportInput input = ImportInput.open(in);
      return new Run(input, totalBytes, appender).toEnd();
    }
  }

  /** One import from start to end. */
  private final class Run {
    private final ImportInput input;
    private final long totalBytes;
    private final ReadingAppender appender;
    private final LineFeed feed;
    private final LineTarget target;
    private long readings;
    private long refused;
    private long reportAt = PROGRESS_BYTES;

    Run(ImportInput input, long totalBytes, ReadingAppender appender) {
      this.input = input;
      this.totalBytes = totalBytes;
      this.appender = appender;
      this.feed = new LineFeed(input, options.precision());
      this.target = new LineTarget(store, appender, options, new TimeGate(timeLimits));
    }

    ImportResult toEnd() throws IOException {
      for (int state = feed.next(); state != LineFeed.END; state = feed.next()) {
        if (state == LineParser.REFUSED) {
          refuse(feed.errorAt(), feed.reason());
        } else if (target.take(feed.parser(), feed.bytes(), feed.line())) {
          readings += feed.parser().fieldKeys.size();
        } else {
          refuse(target.errorAt(), target.reason());
        }
        if (feed.bytesTaken() >= reportAt) {
          reportAt = feed.bytesTaken() + PROGRESS_BYTES;
          report();
        }
      }
      ImportResult result =
          new ImportResult(feed.linesTaken(), readings, refused, appender.commit());
      report();
      return result;
    }

    private void refuse(int at, String reason) throws IOException {
      refused++;
      RefusedLine line = new RefusedLine(feed.line(), feed.column(at), reason);
      refusedLines.accept(line);
      if (refusedFile != null) {
        refusedFile.add(line, feed.bytes(), feed.start(), feed.end());
      }
    }

    private void report() {
      progress.progress(input.bytesRead(), totalBytes, readings, refused);
    }
  }
}
