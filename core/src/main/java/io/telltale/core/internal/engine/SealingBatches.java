package io.telltale.core.internal.engine;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.head.HeadArena;
import io.telltale.core.internal.view.View;
import java.util.Arrays;

/**
 * The series of a frozen head in the order of a segment, cut into batches: few enough readings that
 * a batch can wait in memory until it is its turn to be written, unless it is one large series.
 *
 * <p><b>Threading:</b> any thread.
 */
final class SealingBatches {
  private static final int MOST_SERIES = 64;
  private static final int MOST_READINGS = 1 << 14;

  private final Catalog catalog;
  private final HeadArena frozen;
  private final View view;

  /** Ascending by (channel, device). */
  private final int[] series;

  /** Where in it each batch begins, and the end of the last one. */
  private final int[] starts;

  private final int count;

  /** Cuts what a view of one head alone shows; the caller keeps it pinned. */
  SealingBatches(Catalog catalog, HeadArena frozen, View view) {
    this.catalog = catalog;
    this.frozen = frozen;
    this.view = view;
    this.series = inSegmentOrder(catalog, frozen.series());
    this.starts = new int[series.length + 1];
    this.count = cut();
  }

  private static int[] inSegmentOrder(Catalog catalog, int[] series) {
    long[] keys = new long[series.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) catalog.seriesChannel(series[i]) << 32 | catalog.seriesDevice(series[i]);
    }
    Arrays.sort(keys);
    int[] ordered = new int[series.length];
    for (int i = 0; i < keys.length; i++) {
      ordered[i] = catalog.findSeries((int) keys[i], (int) (keys[i] >>> 32));
    }
    return ordered;
  }

  private int cut() {
    int batches = 0;
    int readings = 0;
    for (int i = 0; i < series.length; i++) {
      int more = frozen.count(series[i]);
      boolean fits = readings + more <= MOST_READINGS && i - starts[batches] < MOST_SERIES;
      if (i > starts[batches] && !fits) {
        starts[++batches] = i;
        readings = 0;
      }
      readings += more;
    }
    if (series.length > 0) {
      starts[++batches] = series.length;
    }
    return batches;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** Readings of a batch, duplicates included. */
  int readings(int batch) {
    int readings = 0;
    for (int i = starts[batch]; i < starts[batch + 1]; i++) {
      readings += frozen.count(series[i]);
    }
    return readings;
  }

  /** Whether a batch is a series that is too long to wait in memory. */
  boolean isLarge(int batch) {
    return starts[batch + 1] - starts[batch] == 1
        && frozen.count(series[starts[batch]]) > MOST_READINGS;
  }

  /** Series from here to {@link #end} are those of a batch. */
  int begin(int batch) {
    return starts[batch];
  }

  int end(int batch) {
    return starts[batch + 1];
  }

  /** Copies ids of series, in their order. */
  void copySeries(int from, int n, int[] into) {
    System.arraycopy(series, from, into, 0, n);
  }

  Catalog catalog() {
    return catalog;
  }

  HeadArena head() {
    return frozen;
  }

  View view() {
    return view;
  }
}
