package io.telltale.query.oracle;

import io.telltale.core.Kind;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The readings of one device and channel, in time order, none later than now.
 *
 * @param channel what is known of the channel
 * @param readings duplicates resolved
 * @param speaksForNs H
 */
record OracleSeries(OracleChannel channel, List<OracleReading> readings, long speaksForNs) {
  int size() {
    return readings.size();
  }

  long time(int i) {
    return readings.get(i).time();
  }

  long bits(int i) {
    return readings.get(i).bits();
  }

  Kind kind() {
    return channel.kind();
  }

  boolean isNaN(int i) {
    return ExactMath.isNaN(kind(), bits(i));
  }

  boolean isFinite(int i) {
    return ExactMath.isFinite(kind(), bits(i));
  }

  Number number(int i) {
    return ExactMath.number(kind(), bits(i));
  }

  /** The finite reading before this one, -1 when there is none. */
  int finiteBefore(int i) {
    int j = i - 1;
    while (j >= 0 && !isFinite(j)) {
      j--;
    }
    return j;
  }

  /** The readings of the span (t_i - W, t_i]. */
  int[] trailing(int i, long windowNs) {
    long after = ExactMath.difference(time(i), windowNs);
    int from = i + 1;
    while (from > 0 && time(from - 1) > after) {
      from--;
    }
    return IntStream.rangeClosed(from, i).toArray();
  }

  /** The readings of the span [t_i - W, t_i). */
  int[] before(int i, long windowNs) {
    long start = ExactMath.difference(time(i), windowNs);
    int from = i;
    while (from > 0 && time(from - 1) >= start) {
      from--;
    }
    return IntStream.range(from, i).toArray();
  }

  /** The last reading at or before a time, -1 when there is none. */
  int lastUpTo(long time) {
    int from = 0;
    int to = size();
    while (from < to) {
      int middle = (from + to) / 2;
      if (time(middle) <= time) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from - 1;
  }

  /** When a reading ceases to speak: min(t_{i+1}, t_i + H). */
  long speaksUntil(int i) {
    long next = i + 1 < size() ? time(i + 1) : TruthLine.NEVER;
    long falls =
        speaksForNs == TruthLine.NEVER ? TruthLine.NEVER : ExactMath.sum(time(i), speaksForNs);
    return Math.min(next, falls);
  }

  /** The reading that speaks at a time, -1 when none does. */
  int speakingAt(long time) {
    int last = lastUpTo(time);
    return last >= 0 && time < speaksUntil(last) ? last : -1;
  }

  double[] doubles(int... readings) {
    return IntStream.of(readings).mapToDouble(i -> number(i).doubleValue()).toArray();
  }
}
