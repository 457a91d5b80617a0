package io.telltale.query;

import io.telltale.core.Channel;
import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.query.internal.Values;
import io.telltale.query.internal.run.SeriesWalk;
import io.telltale.query.internal.scan.NewestReadings;
import io.telltale.query.internal.scan.NewestReadings.Finding;
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
  private final int channel;
  private final SeriesWalk series;
  private final NewestReadings newest = new NewestReadings();
  private long timeNs;
  private long bits;

  LatestCursor(TelemetryStore store, Channel channel) {
    kind = channel.kind();
    this.channel = channel.id();
    series = new SeriesWalk(store, channel.id());
  }

  void start(RoaringBitmap devices) {
    series.open(devices);
    newest.open(series.view(), channel);
  }

  /**
   * Moves to the next device.
   *
   * @return false when there is none
   */
  @HotPath
  public boolean next() {
    while (series.nextDevice()) {
      Finding finding = newest.find(series.device());
      if (finding == Finding.KNOWN) {
        timeNs = newest.timeNs();
        bits = newest.bits();
        return true;
      }
      if (finding == Finding.OPEN && series.openSeries() && series.parts().count() > 0) {
        decodeNewest(series.parts());
        return true;
      }
    }
    return false;
  }

  private void decodeNewest(Parts parts) {
    parts.seek(parts.count() - 1);
    while (parts.next()) {
      parts.load();
      int last = parts.size() - 1;
      timeNs = parts.times()[last];
      bits = parts.values()[last];
    }
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
