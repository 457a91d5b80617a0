package io.telltale.query.replay;

import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.View;
import io.telltale.query.internal.replay.ReplayClock;
import io.telltale.query.internal.replay.TimeSlice;
import java.util.Objects;
import org.roaringbitmap.RoaringBitmap;

/**
 * Feeds the readings of a past span to a listener, in order of time over all series, at a chosen
 * speed: to try out rules, a page or a pipeline with what has happened.
 *
 * <pre>{@code
 * Replay.prepare(store).range(monday, tuesday).speed(60).run(
 *     (series, device, channel, timeNs, bits) -> show(device, channel, timeNs, bits));
 * }</pre>
 *
 * <p>Readings that came late come in their place: the order of arrival is not known any more. Of
 * readings of one time, those of the smaller series id come first. All readings are of one view of
 * the store.
 *
 * <p><b>Threading:</b> one thread at a time, on which the listener is called. <b>Allocation:</b>
 * arrays for some million readings, once; none a reading. <b>Lifetime:</b> that of its store.
 */
public final class Replay {
  private final TelemetryStore store;
  private long fromNs = Long.MIN_VALUE;
  private long toNs = Long.MAX_VALUE;
  private RoaringBitmap devices;
  private double speed;

  private Replay(TelemetryStore store) {
    this.store = store;
  }

  /**
   * Makes a replay of all that a store has, as fast as the listener takes it.
   *
   * @param store whose readings are fed
   * @return the replay
   */
  public static Replay prepare(TelemetryStore store) {
    return new Replay(Objects.requireNonNull(store, "store"));
  }

  /**
   * Sets the span.
   *
   * @param newFromNs first time, epoch nanoseconds
   * @param newToNs its end, not part of it
   * @return this replay
   * @throws IllegalArgumentException when it is empty
   */
  public Replay range(long newFromNs, long newToNs) {
    if (newFromNs >= newToNs) {
      throw new IllegalArgumentException("from=" + newFromNs + " is not before to=" + newToNs);
    }
    fromNs = newFromNs;
    toNs = newToNs;
    return this;
  }

  /**
   * Sets whose readings are fed.
   *
   * @param ids of devices; null: all
   * @return this replay
   */
  public Replay devices(RoaringBitmap ids) {
    devices = ids;
    return this;
  }

  /**
   * Sets how fast time passes.
   *
   * @param factor how many times as fast as it did, beginning with the first reading; 0: as fast as
   *     the listener takes it
   * @return this replay
   * @throws IllegalArgumentException when it is negative or not finite
   */
  public Replay speed(double factor) {
    if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("speed=" + factor);
    }
    speed = factor;
    return this;
  }

  /**
   * Feeds the readings. An interrupt ends it early; the thread's status is kept.
   *
   * @param listener is told of each
   * @return how many there were
   */
  public long run(ReplayListener listener) {
    View view = StoreAccess.pin(store);
    try {
      return run(view, listener);
    } finally {
      view.release();
    }
  }

  private long run(View view, ReplayListener listener) {
    Catalog catalog = view.catalog();
    TimeSlice slice = new TimeSlice(view, devices, fromNs, toNs);
    ReplayClock clock = new ReplayClock(speed, listener::onPause);
    long count = 0;
    while (slice.next() && !Thread.currentThread().isInterrupted()) {
      for (int i = 0; i < slice.count(); i++) {
        long timeNs = slice.timeNs(i);
        if (!clock.await(timeNs)) {
          return count;
        }
        int series = slice.series(i);
        listener.onReading(
            series,
            catalog.seriesDevice(series),
            catalog.seriesChannel(series),
            timeNs,
            slice.bits(i));
        count++;
      }
    }
    return count;
  }
}
