package io.telltale.query.store;

import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.SeriesScan;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import java.util.BitSet;

/** Compares what a store holds with the formula and with what was acknowledged. */
final class KillLedger {
  private final KillFormula formula;
  private final int[][] series;

  KillLedger(KillFormula formula, int[][] series) {
    this.formula = formula;
    this.series = series;
  }

  /** How many readings of this thread the store holds. */
  static long held(TelemetryStore store, int[] seriesOfThread) {
    View view = StoreAccess.pin(store);
    try {
      SeriesScan scan = new SeriesScan();
      long held = 0;
      for (int one : seriesOfThread) {
        scan.open(view, one);
        while (scan.next()) {
          held += scan.size();
        }
      }
      return held;
    } finally {
      view.release();
    }
  }

  /**
   * Every acknowledged reading is there with its value, nothing is there that was never appended,
   * and frames are there whole or not at all. Returns the number of readings held of each thread.
   */
  long[] verify(TelemetryStore store, long[] acknowledged) {
    long[] held = new long[KillFormula.THREADS];
    for (int thread = 0; thread < KillFormula.THREADS; thread++) {
      held[thread] = held(store, series[thread]);
      if (held[thread] < acknowledged[thread]) {
        throw new AssertionError(
            "thread %d: %d readings acknowledged, %d held"
                .formatted(thread, acknowledged[thread], held[thread]));
      }
      long frameEnd = formula.frameEndAtOrAfter(thread, held[thread]);
      if (frameEnd != held[thread]) {
        throw new AssertionError(
            "thread %d: %d readings held, part of a frame that ends at %d"
                .formatted(thread, held[thread], frameEnd));
      }
      verifyValues(store, thread, held[thread]);
    }
    return held;
  }

  /** The readings held are the first so many of the formula, bit for bit. */
  private void verifyValues(TelemetryStore store, int thread, long held) {
    View view = StoreAccess.pin(store);
    try {
      SeriesScan scan = new SeriesScan();
      for (int place = 0; place < KillFormula.SERIES_PER_THREAD; place++) {
        scan.open(view, series[thread][place]);
        verifySeries(scan, thread, place, held);
      }
    } finally {
      view.release();
    }
  }

  private void verifySeries(SeriesScan scan, int thread, int place, long held) {
    long expected =
        (held - place + KillFormula.SERIES_PER_THREAD - 1) / KillFormula.SERIES_PER_THREAD;
    BitSet seen = new BitSet();
    long previous = Long.MIN_VALUE;
    while (scan.next()) {
      scan.load();
      for (int i = 0; i < scan.size(); i++) {
        long time = scan.times()[i];
        long n = KillFormula.number(place, time);
        if (n < 0 || n >= held) {
          throw new AssertionError(
              "thread %d place %d: nothing was appended at %d".formatted(thread, place, time));
        }
        if (scan.values()[i] != formula.bits(thread, n)) {
          throw new AssertionError(
              "thread %d reading %d at %d: value %x, appended %x"
                  .formatted(thread, n, time, scan.values()[i], formula.bits(thread, n)));
        }
        if (time <= previous) {
          throw new AssertionError(
              "thread %d place %d: time %d after %d".formatted(thread, place, time, previous));
        }
        previous = time;
        seen.set((int) (n / KillFormula.SERIES_PER_THREAD));
      }
    }
    if (seen.cardinality() != expected) {
      throw new AssertionError(
          "thread %d place %d: %d readings appended, %d held"
              .formatted(thread, place, expected, seen.cardinality()));
    }
  }
}
