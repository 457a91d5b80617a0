package io.telltale.query;

import io.telltale.core.Channel;
import io.telltale.core.HotPath;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.query.internal.plan.ChannelFinder;
import io.telltale.query.internal.plan.DeviceSelection;
import io.telltale.query.internal.run.BucketGrid;
import io.telltale.query.internal.run.CalendarGrid;
import io.telltale.query.internal.run.EqualGrid;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/**
 * Readings of one channel summed up over spans: of equal length, aligned to 1970-01-01T00:00Z, or
 * those of a calendar.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none by running and moving the
 * cursor on one thread, once its buffers and its calendar have grown to the data. <b>Lifetime:</b>
 * that of its store.
 */
public final class BucketQuery {
  private final BucketCursor cursor;
  private final TelemetryStore store;
  private RoaringBitmap devices;
  private RoaringBitmap matching;
  private RoaringBitmap selected;
  private Executor executor;
  private int threads = 1;
  private long fromNs = Long.MIN_VALUE;
  private long toNs = Long.MAX_VALUE;

  private BucketQuery(TelemetryStore store, Channel channel, Supplier<BucketGrid> grids) {
    this.store = store;
    cursor = new BucketCursor(store, channel, grids);
  }

  /**
   * Makes a query ready.
   *
   * @param store where to look
   * @param channel the channel's name
   * @param span length of a bucket
   * @return the query
   * @throws IllegalArgumentException when the store has no such channel, or the span is not above 0
   */
  public static BucketQuery prepare(TelemetryStore store, String channel, Duration span) {
    long spanNs = span.toNanos();
    if (spanNs <= 0) {
      throw new IllegalArgumentException("a bucket's span must be above 0, not " + spanNs + " ns");
    }
    return prepare(store, channel, () -> new EqualGrid(spanNs));
  }

  /**
   * Makes a query ready.
   *
   * @param store where to look
   * @param channel the channel's name
   * @param span which hours, days, weeks or months
   * @return the query
   * @throws IllegalArgumentException when the store has no such channel
   */
  public static BucketQuery prepare(TelemetryStore store, String channel, CalendarSpan span) {
    return prepare(store, channel, () -> new CalendarGrid(span));
  }

  private static BucketQuery prepare(
      TelemetryStore store, String channel, Supplier<BucketGrid> grids) {
    Channel found = ChannelFinder.find(StoreAccess.catalog(store), channel);
    return new BucketQuery(store, found, grids);
  }

  /**
   * Limits the query to these devices, on top of what {@link #where} says.
   *
   * @param newDevices device ids, copied; null: all
   * @return this
   */
  public BucketQuery devices(RoaringBitmap newDevices) {
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
  public BucketQuery where(Selector selector) {
    matching = DeviceSelection.select(StoreAccess.catalog(store), selector);
    selected = DeviceSelection.both(devices, matching);
    return this;
  }

  /**
   * Limits the query to readings in {@code [fromNs, toNs)}; all time by default. Buckets keep their
   * alignment: the first and the last may cover a part of their span only.
   *
   * @param newFromNs start, epoch nanoseconds
   * @param newToNs end, exclusive; Long.MAX_VALUE: no end
   * @return this
   * @throws IllegalArgumentException unless newFromNs is before newToNs
   */
  @HotPath
  public BucketQuery range(long newFromNs, long newToNs) {
    WindowQuery.requireRange(newFromNs, newToNs);
    fromNs = newFromNs;
    toNs = newToNs;
    return this;
  }

  /**
   * Has runs done by several threads, each on a slice of the devices; buckets come in the same
   * order. The answer is held in memory as far as it was not read yet, and a run allocates some
   * objects. A thread that the executor does not give at once is not waited for.
   *
   * @param newExecutor gives all threads but the one that runs the query; its tasks end with the
   *     run
   * @param newThreads how many work at once; 1: the one that runs the query alone, as by default
   * @return this
   * @throws IllegalArgumentException when newThreads is below 1
   */
  public BucketQuery parallel(Executor newExecutor, int newThreads) {
    if (newThreads < 1) {
      throw new IllegalArgumentException("threads=" + newThreads);
    }
    executor = Objects.requireNonNull(newExecutor, "executor");
    threads = newThreads;
    return this;
  }

  /**
   * Starts a run.
   *
   * @return the cursor, before its first bucket: the same object at each run
   * @throws IllegalStateException when the cursor of the run before has not been closed
   */
  @HotPath
  public BucketCursor run() {
    cursor.start(selected, fromNs, toNs, executor, threads);
    return cursor;
  }
}
