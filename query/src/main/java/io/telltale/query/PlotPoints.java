package io.telltale.query;

import io.telltale.query.internal.Times;
import io.telltale.query.internal.plot.ColumnGrid;
import io.telltale.query.internal.plot.PointList;

/**
 * Readings picked for a plot, in order of time, to be joined by straight lines. A point whose value
 * is NaN is where a line ends: there were readings that are no finite numbers.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none. <b>Lifetime:</b> the points
 * are valid until the next run of the query that they came from.
 */
public final class PlotPoints {
  private final PointList points;
  private final ColumnGrid grid = new ColumnGrid();
  private long fromNs;
  private long lastNs;
  private long blocksTakenWhole;
  private long blocksDecoded;

  PlotPoints(PointList points) {
    this.points = points;
  }

  void set(long from, long last, long taken, long decoded) {
    fromNs = from;
    lastNs = last;
    blocksTakenWhole = taken;
    blocksDecoded = decoded;
  }

  /**
   * How many points there are, NaN included.
   *
   * @return their number
   */
  public int size() {
    return points.size();
  }

  /**
   * When a point was read.
   *
   * @param point its index, from 0 on
   * @return epoch nanoseconds
   */
  public long timeNs(int point) {
    return points.timeNs(point);
  }

  /**
   * What was read.
   *
   * @param point its index, from 0 on
   * @return the value, the code of a state, or NaN where a line ends
   */
  public double value(int point) {
    return points.value(point);
  }

  /**
   * Where the plot starts: as the query says, else at the first reading.
   *
   * @return epoch nanoseconds
   */
  public long fromNs() {
    return fromNs;
  }

  /**
   * Where the plot ends: as the query says, else after the last reading.
   *
   * @return epoch nanoseconds, exclusive
   */
  public long toNs() {
    return Times.plus(lastNs, 1);
  }

  /**
   * Where a time of the plot is drawn: {@code floor((timeNs - from) * columns / (to - from))}.
   *
   * @param timeNs a time from {@link #fromNs} to before {@link #toNs}
   * @param columns how wide the plot is
   * @return the column, from 0 on
   */
  public int column(long timeNs, int columns) {
    grid.start(fromNs, lastNs, columns);
    return grid.column(timeNs);
  }

  /**
   * How many sealed blocks were taken from their statistics.
   *
   * @return their number
   */
  public long blocksTakenWhole() {
    return blocksTakenWhole;
  }

  /**
   * How many sealed blocks were decoded, those twice that were looked up again.
   *
   * @return their number
   */
  public long blocksDecoded() {
    return blocksDecoded;
  }
}
