package io.telltale.query;

import io.telltale.core.Channel;
import io.telltale.core.HotPath;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.query.internal.plan.ChannelFinder;
import io.telltale.query.internal.plan.DeviceSelection;
import org.roaringbitmap.RoaringBitmap;

/**
 * The newest reading of each device on one channel.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none by running and moving the
 * cursor, once its buffers have grown to the data. <b>Lifetime:</b> that of its store.
 */
public final class LatestQuery {
  private final LatestCursor cursor;
  private final TelemetryStore store;
  private RoaringBitmap devices;
  private RoaringBitmap matching;
  private RoaringBitmap selected;

  private LatestQuery(TelemetryStore store, Channel channel) {
    this.store = store;
    cursor = new LatestCursor(store, channel);
  }

  /**
   * Makes a query ready.
   *
   * @param store where to look
   * @param channel the channel's name
   * @return the query
   * @throws IllegalArgumentException when the store has no such channel
   */
  public static LatestQuery prepare(TelemetryStore store, String channel) {
    return new LatestQuery(store, ChannelFinder.find(StoreAccess.catalog(store), channel));
  }

  /**
   * Limits the query to these devices, on top of what {@link #where} says.
   *
   * @param newDevices device ids, copied; null: all
   * @return this
   */
  public LatestQuery devices(RoaringBitmap newDevices) {
    devices = newDevices == null ? null : newDevices.clone();
    selected = DeviceSelection.both(devices, matching);
    return this;
  }

  /**
   * Limits the query to the devices whose attributes match now, on top of {@link #devices}.
   *
   * @param selector which; null: all
   * @return this
   */
  public LatestQuery where(Selector selector) {
    matching = DeviceSelection.select(StoreAccess.catalog(store), selector);
    selected = DeviceSelection.both(devices, matching);
    return this;
  }

  /**
   * Starts a run.
   *
   * @return the cursor, before its first device: the same object at each run
   * @throws IllegalStateException when the cursor of the run before has not been closed
   */
  @HotPath
  public LatestCursor run() {
    cursor.start(selected);
    return cursor;
  }
}
