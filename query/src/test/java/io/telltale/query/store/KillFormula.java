package io.telltale.query.store;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.journal.FrameLayout;

/**
 * What the child of {@link KillTest} appends: the n-th reading of each thread by a formula, so that
 * its parent knows every bit without having been told.
 */
final class KillFormula {
  static final int THREADS = 2;
  static final int SERIES_PER_THREAD = 6;

  private static final long EPOCH_NS = 1_700_000_000_000_000_000L;
  private static final long STEP_NS = 1_000_000_000L;
  private static final int FAR_LATE_ONE_IN = 100;
  private static final int LARGEST_COMMIT = 1_500;

  private final long seed;
  private final long valueSalt;

  KillFormula(long seed) {
    this(seed, 0);
  }

  /**
   * Another salt means other values at the same times in the same commits: for negative controls.
   */
  KillFormula(long seed, long valueSalt) {
    this.seed = seed;
    this.valueSalt = valueSalt;
  }

  /** Registers everything, in the same order each time; returns the series by thread and place. */
  static int[][] register(TelemetryStore store) {
    int doubles = store.channels().register(ChannelSpec.ofDouble("d")).id();
    int longs = store.channels().register(ChannelSpec.of("l", Kind.LONG)).id();
    int[][] series = new int[THREADS][SERIES_PER_THREAD];
    for (int thread = 0; thread < THREADS; thread++) {
      for (int place = 0; place < SERIES_PER_THREAD; place++) {
        int device = store.devices().register("t" + thread + "-" + place / 2);
        series[thread][place] = store.series(device, isDouble(place) ? doubles : longs);
      }
    }
    return series;
  }

  static boolean isDouble(long n) {
    return n % SERIES_PER_THREAD % 2 == 0;
  }

  static int place(long n) {
    return (int) (n % SERIES_PER_THREAD);
  }

  /**
   * A time that no other reading of the series has: late by a little within sixteen, now and then
   * by a lot.
   */
  static long timeNs(long n) {
    long step = n / SERIES_PER_THREAD;
    if (step % FAR_LATE_ONE_IN == FAR_LATE_ONE_IN - 1) {
      return EPOCH_NS - step * STEP_NS;
    }
    long mixed = turned(step);
    return EPOCH_NS + mixed * STEP_NS + (mixed & 1);
  }

  /** Which reading of a place has this time; -1 when none has. */
  static long number(int place, long timeNs) {
    long step =
        timeNs < EPOCH_NS ? (EPOCH_NS - timeNs) / STEP_NS : turned((timeNs - EPOCH_NS) / STEP_NS);
    long n = step * SERIES_PER_THREAD + place;
    return timeNs(n) == timeNs ? n : -1;
  }

  /** Turns sixteen steps about, so that they arrive out of order; its own inverse. */
  private static long turned(long step) {
    return step & ~15L | Integer.reverse((int) (step & 15)) >>> 28;
  }

  long bits(int thread, long n) {
    long hash = mix(n ^ seed << 40 ^ (long) thread << 60) + valueSalt;
    return isDouble(n) ? Double.doubleToRawLongBits(hash / 100.0) : hash;
  }

  /**
   * How many readings the commit that starts at n has; commits larger than a frame are among them.
   */
  int commitSize(int thread, long n) {
    return 1 + (int) Long.remainderUnsigned(mix(n + thread * 31L + seed), LARGEST_COMMIT);
  }

  /** The smallest number of readings from n on that a frame ends at. */
  long frameEndAtOrAfter(int thread, long n) {
    long start = 0;
    while (start + commitSize(thread, start) < n) {
      start += commitSize(thread, start);
    }
    long end = start + commitSize(thread, start);
    long frame = start;
    while (frame < n) {
      frame = Math.min(frame + FrameLayout.MAX_READINGS, end);
    }
    return frame;
  }

  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }
}
