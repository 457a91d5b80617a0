package io.telltale.query.internal.run;

import io.telltale.core.Kind;
import io.telltale.query.internal.assemble.Bucket;
import java.util.Arrays;

/**
 * Buckets of some devices, in their order.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none once it has grown.
 * <b>Lifetime:</b> reused, each time from {@link #clear}.
 */
final class BucketRows {
  private final Kind kind;
  private int[] devices = new int[64];
  private long[] starts = new long[64];
  private long[] ends = new long[64];
  private Bucket[] buckets = new Bucket[64];
  private int count;

  BucketRows(Kind kind) {
    this.kind = kind;
  }

  void clear() {
    count = 0;
  }

  /** Adds a copy of the bucket at which a feed stands. */
  void add(BucketFeed feed, Bucket bucket) {
    if (count == devices.length) {
      devices = Arrays.copyOf(devices, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      buckets = Arrays.copyOf(buckets, 2 * count);
    }
    if (buckets[count] == null) {
      buckets[count] = new Bucket(kind);
    }
    devices[count] = feed.device();
    starts[count] = feed.bucketStartNs();
    ends[count] = feed.bucketEndNs();
    buckets[count++].copy(bucket);
  }

  int count() {
    return count;
  }

  int device(int row) {
    return devices[row];
  }

  long startNs(int row) {
    return starts[row];
  }

  long endNs(int row) {
    return ends[row];
  }

  Bucket bucket(int row) {
    return buckets[row];
  }
}
