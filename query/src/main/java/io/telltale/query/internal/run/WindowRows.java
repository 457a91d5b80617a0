package io.telltale.query.internal.run;

import io.telltale.query.internal.assemble.WindowBatch;
import io.telltale.query.internal.scan.Tally;
import java.util.Arrays;

/**
 * Windows of some devices, in their order, and what was read for them.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none once it has grown.
 * <b>Lifetime:</b> reused, each time from {@link #clear}.
 */
final class WindowRows {
  private final WindowBatch batch = new WindowBatch();
  private final Tally tally = new Tally();
  private int[] devices = new int[64];
  private int count;
  private int row;

  void clear() {
    batch.clear();
    tally.clear(0);
    count = 0;
    row = -1;
  }

  /** Adds a copy of the window at which a feed stands. */
  void add(WindowFeed feed) {
    if (count == devices.length) {
      devices = Arrays.copyOf(devices, 2 * count);
    }
    devices[count++] = feed.device();
    batch.copy(feed.batch());
  }

  /** Moves to the next window; false, and empty again, after the last. */
  boolean next() {
    row++;
    return batch.next();
  }

  int device() {
    return devices[row];
  }

  WindowBatch batch() {
    return batch;
  }

  Tally tally() {
    return tally;
  }
}
