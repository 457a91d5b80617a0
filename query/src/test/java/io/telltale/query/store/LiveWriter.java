package io.telltale.query.store;

import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/** The process that writes while others read: see {@link LiveProcessesTest}. */
final class LiveWriter {
  private static final long PAUSE_NS = 4_000_000L;

  private LiveWriter() {}

  /** Arguments: store, file for the word of what was committed, its end, what stops it. */
  public static void main(String[] args) throws IOException {
    Path stop = Path.of(args[3]);
    long n = 0;
    try (FileChannel word =
        FileChannel.open(Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      try (TelemetryStore store = TelemetryStore.open(LiveFormula.config(Path.of(args[0])));
          ReadingAppender appender = ReadingAppender.open(store)) {
        int[] series = LiveFormula.register(store);
        while (!Files.exists(stop)) {
          long end = n + LiveFormula.commitSize(n);
          for (; n < end; n++) {
            appender.append(series[(int) (n % series.length)], n, LiveFormula.value(n));
          }
          appender.commit();
          LiveFormula.note(word, n);
          LockSupport.parkNanos(PAUSE_NS);
        }
      }
    }
    // Sealed and closed: readers still see everything.
    Files.writeString(Path.of(args[2]), Long.toString(n));
  }
}
