package io.telltale.query;

import io.telltale.core.Channel;
import io.telltale.core.HotPath;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.query.internal.plan.ChannelFinder;

/**
 * The readings of one device on one channel in a range of time.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none by running and moving the
 * cursor, once its buffers have grown to the data. <b>Lifetime:</b> that of its store.
 */
public final class RangeQuery {
  private final RangeCursor cursor;
  private int device = -1;
  private long fromNs = Long.MIN_VALUE;
  private long toNs = Long.MAX_VALUE;

  private RangeQuery(TelemetryStore store, Channel channel) {
    cursor = new RangeCursor(store, channel);
  }

  /**
   * Makes a query ready.
   *
   * @param store where to look
   * @param channel the channel's name
   * @return the query; it returns nothing before {@link #device} names a device
   * @throws IllegalArgumentException when the store has no such channel
   */
  public static RangeQuery prepare(TelemetryStore store, String channel) {
    return new RangeQuery(store, ChannelFinder.find(StoreAccess.catalog(store), channel));
  }

  /**
   * Says which device.
   *
   * @param newDevice its id
   * @return this
   */
  @HotPath
  public RangeQuery device(int newDevice) {
    device = newDevice;
    return this;
  }

  /**
   * Limits the result to readings in {@code [fromNs, toNs)}; all time by default.
   *
   * @param newFromNs start, epoch nanoseconds
   * @param newToNs end, exclusive; Long.MAX_VALUE: no end
   * @return this
   * @throws IllegalArgumentException unless newFromNs is before newToNs
   */
  @HotPath
  public RangeQuery range(long newFromNs, long newToNs) {
    WindowQuery.requireRange(newFromNs, newToNs);
    fromNs = newFromNs;
    toNs = newToNs;
    return this;
  }

  /**
   * Starts a run.
   *
   * @return the cursor, before its first reading: the same object at each run
   * @throws IllegalStateException when the cursor of the run before has not been closed
   */
  @HotPath
  public RangeCursor run() {
    cursor.start(device, fromNs, toNs);
    return cursor;
  }
}
