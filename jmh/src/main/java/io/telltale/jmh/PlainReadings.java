package io.telltale.jmh;

import io.telltale.ingest.ReadingAppender;

/**
 * Readings of DOUBLE series one after the other in plain arrays: what the simplest staging area
 * would hold.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> once. <b>Lifetime:</b> as long as wanted.
 */
final class PlainReadings {
  private final int[] series;
  private final long[] times;
  private final double[] values;

  PlainReadings(int size) {
    series = new int[size];
    times = new long[size];
    values = new double[size];
  }

  void set(int i, int seriesId, long timeNs, double value) {
    series[i] = seriesId;
    times[i] = timeNs;
    values[i] = value;
  }

  /** Appends all of them, so much later. */
  void appendTo(ReadingAppender appender, long shiftNs) {
    // The fields as locals: else it depends on the compiler's mood how often they are read.
    int[] fromSeries = series;
    long[] fromTimes = times;
    double[] fromValues = values;
    for (int i = 0; i < fromSeries.length; i++) {
      appender.append(fromSeries[i], fromTimes[i] + shiftNs, fromValues[i]);
    }
  }

  /** Copies all of them one by one, so much later. */
  void copyTo(PlainReadings into, long shiftNs) {
    int[] fromSeries = series;
    long[] fromTimes = times;
    double[] fromValues = values;
    int[] intoSeries = into.series;
    long[] intoTimes = into.times;
    double[] intoValues = into.values;
    for (int i = 0; i < fromSeries.length; i++) {
      intoSeries[i] = fromSeries[i];
      intoTimes[i] = fromTimes[i] + shiftNs;
      intoValues[i] = fromValues[i];
    }
  }
}
