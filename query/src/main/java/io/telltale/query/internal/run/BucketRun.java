package io.telltale.query.internal.run;

import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.View;
import io.telltale.query.internal.assemble.Bucket;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/**
 * The buckets of a run, one after another: filled as they are asked for, or by several threads in
 * slices of the devices.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state on one thread, some
 * objects a run on several. <b>Lifetime:</b> that of its query; a view is pinned from {@link
 * #start} to {@link #close}.
 */
public final class BucketRun implements AutoCloseable {
  private final Bucket own;
  private final BucketFeed feed;
  private final SlicePool<BucketRows> pool;
  private RoaringBitmap devices;
  private long fromNs;
  private long toNs;

  /** Of a run on several threads, else null. */
  private SlicedRun<BucketRows> slices;

  private BucketRows rows;
  private int row;

  /** Creates a run of one channel. */
  public BucketRun(TelemetryStore store, int channel, Kind kind, Supplier<BucketGrid> grids) {
    own = new Bucket(kind);
    feed = new BucketFeed(store, channel, grids.get(), own);
    pool =
        new SlicePool<>(
            () -> new Slice(new Bucket(kind), store, channel, grids.get()),
            () -> new BucketRows(kind));
  }

  /** Fills the buckets of one slice after another. */
  private final class Slice implements SlicePool.Worker<BucketRows> {
    private final Bucket bucket;
    private final BucketFeed each;

    Slice(Bucket bucket, TelemetryStore store, int channel, BucketGrid grid) {
      this.bucket = bucket;
      each = new BucketFeed(store, channel, grid, bucket);
    }

    @Override
    public void run(View in, int firstDevice, int endDevice, BucketRows into) {
      into.clear();
      each.startIn(in, devices, firstDevice, endDevice, fromNs, toNs);
      try {
        while (each.next()) {
          into.add(each, bucket);
        }
      } finally {
        each.close();
      }
    }
  }

  /**
   * Starts a run.
   *
   * @param of which devices, null: all
   * @param executor gives the other threads
   * @param threads how many work at once, the caller's among them
   * @throws IllegalStateException when the run before has not been closed
   */
  public void start(RoaringBitmap of, long from, long to, Executor executor, int threads) {
    feed.start(of, from, to);
    if (threads > 1) {
      devices = of;
      fromNs = from;
      toNs = to;
      startSlices(executor, threads);
    }
  }

  /** The feed has pinned the view for all. */
  private void startSlices(Executor executor, int threads) {
    try {
      View view = feed.view();
      int count = view.catalog().deviceCount();
      slices = new SlicedRun<>(view, count, pool, executor, threads);
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  /** Moves to the next bucket that has a value; false when there is none. */
  public boolean next() {
    if (slices == null) {
      return feed.next();
    }
    row++;
    while (rows == null || row >= rows.count()) {
      rows = slices.next();
      row = 0;
      if (rows == null) {
        return false;
      }
    }
    return true;
  }

  /** Returns the device. */
  public int device() {
    return rows == null ? feed.device() : rows.device(row);
  }

  /** Returns where the current bucket starts. */
  public long bucketStartNs() {
    return rows == null ? feed.bucketStartNs() : rows.startNs(row);
  }

  /** Returns where the current bucket ends, exclusive; Long.MAX_VALUE also when that is later. */
  public long bucketEndNs() {
    return rows == null ? feed.bucketEndNs() : rows.endNs(row);
  }

  /** Returns the current bucket. */
  public Bucket bucket() {
    return rows == null ? own : rows.bucket(row);
  }

  @Override
  public void close() {
    try {
      if (slices != null) {
        slices.close();
      }
    } finally {
      slices = null;
      rows = null;
      feed.close();
    }
  }
}
