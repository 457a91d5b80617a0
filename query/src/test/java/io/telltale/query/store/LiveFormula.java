package io.telltale.query.store;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * What the writer of {@link LiveProcessesTest} appends: the n-th reading has the time n and a value
 * of its own, so that a reader knows of any store whether it shows a prefix.
 */
final class LiveFormula {
  static final int SERIES = 7;

  private static final int LARGEST_COMMIT = 1_500;
  private static final long ROLL_BYTES = 1L << 20;

  private LiveFormula() {}

  /** Small heads and journal files: seals and rolls all the time. */
  static StoreConfig config(Path store) {
    return StoreConfig.builder(store)
        .arenaBytes(StoreConfig.MIN_ARENA_BYTES)
        .journalRollBytes(ROLL_BYTES)
        .build();
  }

  static int[] register(TelemetryStore store) {
    int channel = store.channels().register(ChannelSpec.of("n", Kind.LONG)).id();
    int[] series = new int[SERIES];
    for (int i = 0; i < SERIES; i++) {
      series[i] = store.series(store.devices().register("d" + i), channel);
    }
    return series;
  }

  static long value(long n) {
    long mixed = (n ^ n >>> 30) * 0xbf58476d1ce4e5b9L;
    return mixed ^ mixed >>> 27;
  }

  /** How many readings the commit that starts at n has; some are larger than a frame. */
  static int commitSize(long n) {
    return 1 + (int) Long.remainderUnsigned(value(n), LARGEST_COMMIT);
  }

  /** The length of the prefix that a store shows; fails when it shows anything else. */
  static long prefix(TelemetryStore store) {
    View view = StoreAccess.pin(store);
    try {
      SeriesScan scan = new SeriesScan();
      long[] counts = new long[SERIES];
      long all = 0;
      int known = Math.min(SERIES, view.catalog().seriesCount());
      for (int s = 0; s < known; s++) {
        scan.open(view, s);
        while (scan.next()) {
          scan.load();
          for (int i = 0; i < scan.size(); i++) {
            long n = counts[s]++ * SERIES + s;
            require(scan.times()[i] == n, "series " + s + " lacks reading " + n);
            require(scan.values()[i] == value(n), "another value of reading " + n);
          }
        }
        all += counts[s];
      }
      for (int s = 0; s < SERIES; s++) {
        require(
            counts[s] == (all - s + SERIES - 1) / SERIES,
            "no prefix: " + counts[s] + " readings of series " + s + ", " + all + " of all");
      }
      return all;
    } finally {
      view.release();
    }
  }

  /** Leaves word of how many readings were committed, for the readers. */
  static void note(FileChannel word, long committed) throws IOException {
    word.write(ByteBuffer.allocate(Long.BYTES).putLong(0, committed), 0);
  }

  /** How many readings the writer said were committed; 0 when it said nothing yet. */
  static long noted(FileChannel word) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
    return word.read(bytes, 0) == Long.BYTES ? bytes.getLong(0) : 0;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
