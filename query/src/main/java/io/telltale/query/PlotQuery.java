package io.telltale.query;

import io.telltale.core.Channel;
import io.telltale.core.HotPath;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.query.internal.plan.ChannelFinder;
import io.telltale.query.internal.plot.ColumnScan;
import io.telltale.query.internal.plot.M4;
import io.telltale.query.internal.plot.MinMaxLttb;
import io.telltale.query.internal.plot.PointList;
import io.telltale.query.internal.run.SeriesWalk;
import io.telltale.query.internal.scan.Parts;
import io.telltale.query.internal.scan.StoreParts;

/**
 * The readings of one device on one channel in a range of time, thinned out for a plot: {@link #m4}
 * for the exact picture on a raster of known width, {@link #minMaxLttb} for a given number of
 * readings that keep the look of the line. Every point is a reading of the store.
 *
 * <p>Sealed blocks narrower than a column are taken from their statistics; only those that hold the
 * smallest or largest reading of a column are decoded.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none by running, once its buffers
 * have grown to the result. <b>Lifetime:</b> that of its store.
 */
public final class PlotQuery {
  private static final int MOST_POINTS = 1 << 24;

  private final SeriesWalk series;
  private final StoreParts again = new StoreParts();
  private final PointList points = new PointList();
  private final PlotPoints answer = new PlotPoints(points);
  private final ColumnScan scan;
  private final M4 m4;
  private final MinMaxLttb minMaxLttb;
  private int device = -1;
  private long fromNs = Long.MIN_VALUE;
  private long toNs = Long.MAX_VALUE;
  private long firstNs;
  private long lastNs;

  private PlotQuery(TelemetryStore store, Channel channel) {
    series = new SeriesWalk(store, channel.id());
    scan = new ColumnScan(channel.kind());
    m4 = new M4(scan);
    minMaxLttb = new MinMaxLttb(scan);
  }

  /**
   * Makes a query ready.
   *
   * @param store where to look
   * @param channel the channel's name
   * @return the query; it returns nothing before {@link #device} names a device
   * @throws IllegalArgumentException when the store has no such channel
   */
  public static PlotQuery prepare(TelemetryStore store, String channel) {
    return new PlotQuery(store, ChannelFinder.find(StoreAccess.catalog(store), channel));
  }

  /**
   * Says which device.
   *
   * @param newDevice its id
   * @return this
   */
  @HotPath
  public PlotQuery device(int newDevice) {
    device = newDevice;
    return this;
  }

  /**
   * Says what the plot spans: {@code [fromNs, toNs)}; by default from the first reading to the
   * last.
   *
   * @param newFromNs start, epoch nanoseconds; Long.MIN_VALUE: at the first reading
   * @param newToNs end, exclusive; Long.MAX_VALUE: after the last reading
   * @return this
   * @throws IllegalArgumentException unless newFromNs is before newToNs
   */
  @HotPath
  public PlotQuery range(long newFromNs, long newToNs) {
    WindowQuery.requireRange(newFromNs, newToNs);
    fromNs = newFromNs;
    toNs = newToNs;
    return this;
  }

  /**
   * Picks the first, last, smallest and largest reading of each column. Where {@code t} is drawn in
   * column {@code floor((t - from) * columns / (to - from))}, straight lines between them give
   * exactly the pixels that all readings give. Values that are not finite part lines, and each
   * line's piece in a column has its own four.
   *
   * @param columns how many pixels, or dots, the plot is wide
   * @return the points, the same object at each run
   * @throws IllegalArgumentException when columns is below 1 or above 16,777,216
   */
  @HotPath
  public PlotPoints m4(int columns) {
    requireWithin("columns", columns, 1);
    return run(columns, false);
  }

  /**
   * Picks readings by MinMaxLTTB.
   *
   * @param wanted how many readings; a line that is parted by values that are not finite may take 2
   *     more for each part, and a NaN between parts
   * @return the points, the same object at each run
   * @throws IllegalArgumentException when wanted is below 2 or above 16,777,216
   */
  @HotPath
  public PlotPoints minMaxLttb(int wanted) {
    requireWithin("wanted", wanted, 2);
    return run(wanted, true);
  }

  private PlotPoints run(int size, boolean isLttb) {
    points.clear();
    series.open(null);
    try {
      boolean found = series.moveTo(device);
      span(found ? series.parts() : null);
      answer.set(firstNs, lastNs, 0, 0);
      if (found && firstNs <= lastNs) {
        series.openAgain(again);
        if (isLttb) {
          minMaxLttb.run(series.parts(), again, firstNs, lastNs, size, points);
        } else {
          m4.run(series.parts(), again, firstNs, lastNs, size, points);
        }
        answer.set(firstNs, lastNs, scan.blocksTakenWhole(), scan.blocksDecoded());
      }
      return answer;
    } finally {
      series.close();
    }
  }

  /** Sets the first and the last time that is drawn. */
  private void span(Parts parts) {
    firstNs = fromNs;
    lastNs = toNs == Long.MAX_VALUE ? toNs : toNs - 1;
    if (parts != null && parts.count() > 0) {
      if (fromNs == Long.MIN_VALUE) {
        firstNs = parts.firstTime(0);
      }
      if (toNs == Long.MAX_VALUE) {
        lastNs = parts.lastTime(parts.count() - 1);
      }
    }
  }

  private static void requireWithin(String name, int value, int least) {
    if (value < least || value > MOST_POINTS) {
      throw new IllegalArgumentException(
          name + " must be from " + least + " to " + MOST_POINTS + ", not " + value);
    }
  }
}
