package io.telltale.cli.plot;

import io.telltale.core.Kind;
import io.telltale.query.PlotPoints;
import io.telltale.query.PlotQuery;
import io.telltale.query.RangeCursor;
import io.telltale.query.RangeQuery;
import java.util.Arrays;

/**
 * The readings that go into a page: all of them, or when they are too many those that M4 picks.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> 16 bytes a reading. <b>Lifetime:</b> as long
 * as wanted.
 */
public final class PlotReadings {
  private static final int FIRST_CAPACITY = 1 << 12;
  private static final int PER_COLUMN = 4;

  private final long fromNs;
  private final long toNs;
  private final long thinnedFrom;
  private long[] times = new long[FIRST_CAPACITY];
  private double[] values = new double[FIRST_CAPACITY];
  private int size;

  private PlotReadings(long fromNs, long toNs, long thinnedFrom) {
    this.fromNs = fromNs;
    this.toNs = toNs;
    this.thinnedFrom = thinnedFrom;
  }

  /**
   * Reads what a page can hold.
   *
   * @param kind the channel's kind
   * @param all the readings
   * @param few the same readings, for when they are too many
   * @param most how many readings a page may have
   * @return the readings
   */
  public static PlotReadings read(Kind kind, RangeQuery all, PlotQuery few, int most) {
    PlotPoints span = few.m4(1);
    long count = count(all);
    PlotReadings readings = new PlotReadings(span.fromNs(), span.toNs(), count > most ? count : -1);
    if (count > most) {
      PlotPoints points = few.m4(Math.max(1, most / PER_COLUMN));
      for (int i = 0; i < points.size(); i++) {
        readings.add(points.timeNs(i), points.value(i));
      }
      return readings;
    }
    try (RangeCursor cursor = all.run()) {
      while (cursor.next()) {
        readings.add(
            cursor.timeNs(), kind == Kind.DOUBLE ? cursor.value() : (double) cursor.longValue());
      }
    }
    return readings;
  }

  private static long count(RangeQuery query) {
    long count = 0;
    try (RangeCursor cursor = query.run()) {
      while (cursor.nextChunk()) {
        count += cursor.size();
      }
    }
    return count;
  }

  private void add(long timeNs, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    times[size] = timeNs;
    values[size] = value;
    size++;
  }

  /**
   * How many readings are kept.
   *
   * @return their number
   */
  public int size() {
    return size;
  }

  /**
   * How many readings there were when not all are kept.
   *
   * @return their number, or -1 when all are kept
   */
  public long thinnedFrom() {
    return thinnedFrom;
  }

  long fromNs() {
    return fromNs;
  }

  long toNs() {
    return toNs;
  }

  long timeNs(int reading) {
    return times[reading];
  }

  double value(int reading) {
    return values[reading];
  }
}
