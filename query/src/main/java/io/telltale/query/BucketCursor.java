package io.telltale.query;

import io.telltale.core.Channel;
import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.query.internal.Values;
import io.telltale.query.internal.assemble.Bucket;
import io.telltale.query.internal.run.BucketGrid;
import io.telltale.query.internal.run.BucketRun;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.roaringbitmap.RoaringBitmap;

/**
 * The buckets of one run, by device, then start; those without a value are left out. NaN is no
 * value: it counts nowhere. Infinities are values.
 *
 * <p><b>Threading:</b> the thread that ran the query. <b>Allocation:</b> none in steady state.
 * <b>Lifetime:</b> fields are valid until the next move; {@link #close} releases the view.
 */
public final class BucketCursor implements AutoCloseable {
  private final Kind kind;
  private final BucketRun run;
  private Bucket bucket;

  BucketCursor(TelemetryStore store, Channel channel, Supplier<BucketGrid> grids) {
    kind = channel.kind();
    run = new BucketRun(store, channel.id(), kind, grids);
    bucket = run.bucket();
  }

  void start(RoaringBitmap devices, long fromNs, long toNs, Executor executor, int threads) {
    run.start(devices, fromNs, toNs, executor, threads);
  }

  /**
   * Moves to the next bucket.
   *
   * @return false when there is none
   */
  @HotPath
  public boolean next() {
    boolean found = run.next();
    bucket = run.bucket();
    return found;
  }

  /**
   * The device.
   *
   * @return its id
   */
  public int device() {
    return run.device();
  }

  /**
   * Where the bucket's span starts: a multiple of the span, or where the calendar says.
   *
   * @return epoch nanoseconds
   */
  public long bucketStartNs() {
    return run.bucketStartNs();
  }

  /**
   * Where the bucket's span ends, and the next one starts.
   *
   * @return epoch nanoseconds, exclusive; Long.MAX_VALUE also when that is later
   */
  public long bucketEndNs() {
    return run.bucketEndNs();
  }

  /**
   * How many readings in the bucket are values: all but NaN.
   *
   * @return their number, at least 1
   */
  public long count() {
    return bucket.evidence().samples();
  }

  /**
   * The smallest value.
   *
   * @return the value; NaN for states
   */
  public double min() {
    return bucket.evidence().min();
  }

  /**
   * The largest value.
   *
   * @return the value; NaN for states
   */
  public double max() {
    return bucket.evidence().max();
  }

  /**
   * The mean of the readings' values.
   *
   * @return the mean; NaN for states
   */
  public double mean() {
    return bucket.evidence().mean();
  }

  /**
   * The sum of the readings' values.
   *
   * @return the sum; NaN for states
   */
  public double sum() {
    return bucket.evidence().sum();
  }

  /**
   * The first value.
   *
   * @return the value; NaN for states
   */
  public double first() {
    return Values.asDouble(kind, bucket.firstBits());
  }

  /**
   * The last value.
   *
   * @return the value; NaN for states
   */
  public double last() {
    return Values.asDouble(kind, bucket.lastBits());
  }

  /**
   * The smallest value as an integer: exact on LONG.
   *
   * @return the value; without meaning for states
   */
  public long minLong() {
    return bucket.minLong();
  }

  /**
   * The largest value as an integer: exact on LONG.
   *
   * @return the value; without meaning for states
   */
  public long maxLong() {
    return bucket.maxLong();
  }

  /**
   * The first value as an integer: exact on LONG, the code on STATE.
   *
   * @return the value
   */
  public long firstLong() {
    return Values.asLong(kind, bucket.firstBits());
  }

  /**
   * The last value as an integer: exact on LONG, the code on STATE.
   *
   * @return the value
   */
  public long lastLong() {
    return Values.asLong(kind, bucket.lastBits());
  }

  /** Ends the run; idempotent. */
  @Override
  public void close() {
    run.close();
  }
}
