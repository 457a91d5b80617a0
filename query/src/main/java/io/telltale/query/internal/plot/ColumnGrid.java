package io.telltale.query.internal.plot;

/**
 * A range of time cut into columns of equal width: a time t of the range {@code [from, from +
 * span)} is in column {@code floor((t - from) * columns / span)}, reckoned exactly.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused, each time from
 * {@link #start}.
 */
public final class ColumnGrid {
  private static final double TWO_TO_63 = 0x1p63;

  private long fromNs;
  private int columns;
  private long spanNs;
  private long width;
  private long rest;

  /** Cuts the range from one time to another, both included. */
  public void start(long newFromNs, long lastNs, int newColumns) {
    fromNs = newFromNs;
    columns = newColumns;
    long span = lastNs - newFromNs + 1;
    // All times there are make 2^64, one more than fits.
    spanNs = span == 0 ? -1 : span;
    width = Long.divideUnsigned(spanNs, columns);
    rest = Long.remainderUnsigned(spanNs, columns);
  }

  /** Returns the column of a time of the range. */
  public int column(long timeNs) {
    long offset = timeNs - fromNs;
    int column = (int) Math.min(columns - 1, unsigned(offset) / unsigned(spanNs) * columns);
    while (column > 0 && Long.compareUnsigned(offset, offset(column)) < 0) {
      column--;
    }
    while (column + 1 < columns && Long.compareUnsigned(offset, offset(column + 1)) >= 0) {
      column++;
    }
    return column;
  }

  /** Returns the last time of a column. */
  public long lastNs(int column) {
    return fromNs + (column + 1 < columns ? offset(column + 1) : spanNs) - 1;
  }

  /** The first offset of a column: its number times the span, divided by columns, rounded up. */
  private long offset(int column) {
    return column * width + (column * rest + columns - 1) / columns;
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (double) (value & Long.MAX_VALUE) + TWO_TO_63;
  }
}
