package io.telltale.query.internal.run;

import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.View;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.assemble.Bucket;
import io.telltale.query.internal.scan.Parts;
import org.roaringbitmap.RoaringBitmap;

/**
 * Fills buckets from series after series; blocks that lie within one bucket are not decoded where
 * their statistics suffice.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state. <b>Lifetime:</b> that
 * of its query; a view is pinned from {@link #start} to {@link #close}.
 */
public final class BucketFeed implements AutoCloseable {
  private final SeriesWalk series;
  private final BucketGrid grid;
  private final Bucket bucket;
  private final ChunkPieces pieces = new ChunkPieces();
  private long fromNs;
  private long toNs;
  private boolean inSeries;

  /** A block, not decoded, that waits to be added. */
  private boolean holdsBlock;

  /** The readings of a chunk that wait to be added: from at to end. */
  private int at;

  private int end;

  /** Creates a feed of one channel. */
  public BucketFeed(TelemetryStore store, int channel, BucketGrid grid, Bucket bucket) {
    this.series = new SeriesWalk(store, channel);
    this.grid = grid;
    this.bucket = bucket;
  }

  /** Starts a run. */
  public void start(RoaringBitmap devices, long from, long to) {
    series.open(devices);
    aim(from, to);
  }

  /** Starts a run over a slice of the devices, in a view that someone else has pinned. */
  void startIn(
      View view, RoaringBitmap devices, int firstDevice, int endDevice, long from, long to) {
    series.openIn(view, devices, firstDevice, endDevice);
    aim(from, to);
  }

  private void aim(long from, long to) {
    fromNs = from;
    toNs = to;
    inSeries = false;
  }

  /** Fills the next bucket that has a value; false when there is none. */
  public boolean next() {
    while (inSeries || series.next()) {
      if (!inSeries) {
        Parts parts = series.parts();
        parts.seek(parts.firstEndingAtOrAfter(fromNs));
        inSeries = true;
        holdsBlock = false;
        at = 0;
        end = 0;
      }
      if (fill(series.parts())) {
        return true;
      }
      inSeries = false;
    }
    return false;
  }

  /** Fills one bucket of the current series. */
  private boolean fill(Parts parts) {
    bucket.clear();
    while (holdsBlock || at < end || nextChunk(parts)) {
      int part = parts.part();
      long timeNs = holdsBlock ? parts.firstTime(part) : pieces.timeInBucket(grid, at);
      if (bucket.evidence().samples() == 0) {
        grid.aim(timeNs);
      } else if (timeNs > grid.lastNs()) {
        return true;
      }
      if (holdsBlock) {
        bucket.addBlock(parts, part);
        holdsBlock = false;
      } else {
        boolean all = grid.lastNs() >= parts.lastTime(part);
        int next = all ? end : Math.min(end, pieces.countBefore(grid.lastNs() + 1));
        // whatever a damaged file says, there is one more
        next = Math.max(next, at + 1);
        pieces.add(bucket, at, next);
        at = next;
      }
    }
    return bucket.evidence().samples() > 0;
  }

  private boolean nextChunk(Parts parts) {
    at = 0;
    end = 0;
    while (parts.next()) {
      int part = parts.part();
      if (isPastRange(parts.firstTime(part))) {
        return false;
      }
      if (parts.chunkIsBlock() && isWithinOneBucket(parts, part)) {
        holdsBlock = true;
        return true;
      }
      pieces.open(parts);
      at = parts.firstTime(part) < fromNs ? pieces.countBefore(fromNs) : 0;
      end = isPastRange(parts.lastTime(part)) ? pieces.countBefore(toNs) : parts.size();
      if (at < end) {
        pieces.endAt(end);
        return true;
      }
    }
    return false;
  }

  private boolean isWithinOneBucket(Parts parts, int part) {
    long first = parts.firstTime(part);
    long last = parts.lastTime(part);
    return first >= fromNs
        && !isPastRange(last)
        && grid.isOneBucket(first, last)
        && bucket.canAddBlock(parts, part);
  }

  private boolean isPastRange(long timeNs) {
    return timeNs >= toNs && toNs != Long.MAX_VALUE;
  }

  /** Returns the view that is pinned. */
  View view() {
    return series.view();
  }

  /** Returns the device. */
  public int device() {
    return series.device();
  }

  /** Returns where the current bucket starts. */
  public long bucketStartNs() {
    return grid.startNs();
  }

  /** Returns where the current bucket ends, exclusive; Long.MAX_VALUE also when that is later. */
  public long bucketEndNs() {
    return Times.plus(grid.lastNs(), 1);
  }

  @Override
  public void close() {
    inSeries = false;
    series.close();
  }
}
