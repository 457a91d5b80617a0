package io.telltale.query;

import io.telltale.core.Channel;
import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.Values;
import io.telltale.query.internal.run.SeriesWalk;
import io.telltale.query.internal.scan.Parts;
import org.roaringbitmap.RoaringBitmap;

/**
 * The newest readings of one run, by device. Devices without a reading of the channel are left out.
 *
 * <p><b>Threading:</b> the thread that ran the query. <b>Allocation:</b> none in steady state.
 * <b>Lifetime:</b> fields are valid until the next move; {@link #close} releases the view.
 */
public final class LatestCursor implements AutoCloseable {
  private final Kind kind;
  private final SeriesWalk series;
  private long timeNs;
  private long bits;

  LatestCursor(TelemetryStore store, Channel channel) {
    kind = channel.kind();
    series = new SeriesWalk(store, channel.id());
  }

  void start(RoaringBitmap devices) {
    series.open(devices);
  }

  /**
   * Moves to the next device.
   *
   * @return false when there is none
   */
  @HotPath
  public boolean next() {
    while (series.next()) {
      if (series.parts().count() > 0) {
        findNewest(series.parts());
        return true;
      }
    }
    return false;
  }

  private void findNewest(Parts parts) {
    int last = parts.count() - 1;
    if (isLastValueKnown(parts, last)) {
      timeNs = parts.lastTime(last);
      bits = parts.statistic(last, BlockColumn.LAST);
      return;
    }
    parts.seek(last);
    while (parts.next()) {
      parts.load();
      int newest = parts.size() - 1;
      timeNs = parts.times()[newest];
      bits = parts.values()[newest];
    }
  }

  private static boolean isLastValueKnown(Parts parts, int part) {
    return parts.isBlock(part)
        && parts.has(part, BlockColumn.LAST)
        && parts.has(part, BlockColumn.NOT_FINITE_COUNT)
        && parts.statistic(part, BlockColumn.NOT_FINITE_COUNT) == 0;
  }

  /**
   * The device.
   *
   * @return its id
   */
  public int device() {
    return series.device();
  }

  /**
   * When the reading was taken.
   *
   * @return epoch nanoseconds
   */
  public long timeNs() {
    return timeNs;
  }

  /**
   * The value as the 64 bits of the channel's kind.
   *
   * @return the bits
   */
  public long bits() {
    return bits;
  }

  /**
   * The value as a double.
   *
   * @return the value; NaN for a state
   */
  public double value() {
    return Values.asDouble(kind, bits);
  }

  /**
   * The value as an integer: exact on LONG, 0 or 1 on BOOLEAN, the code on STATE, rounded towards 0
   * on DOUBLE.
   *
   * @return the value
   */
  public long longValue() {
    return Values.asLong(kind, bits);
  }

  /** Ends the run; idempotent. */
  @Override
  public void close() {
    series.close();
  }
}
