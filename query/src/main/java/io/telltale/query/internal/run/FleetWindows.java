package io.telltale.query.internal.run;

import io.telltale.core.Kind;
import io.telltale.core.internal.view.View;
import io.telltale.query.Condition;
import io.telltale.query.EndReason;
import io.telltale.query.Shaping;
import io.telltale.query.WindowCursor;
import io.telltale.query.internal.assemble.WindowAssembler;
import io.telltale.query.internal.assemble.WindowBatch;
import io.telltale.query.internal.plan.Limit;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;

/**
 * When at least k devices are inside a window of a rule. All windows of all devices are collected,
 * so that the answer for a range is that for all time.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the windows of the
 * fleet, but for the devices of a window. <b>Lifetime:</b> that of its query.
 */
final class FleetWindows {
  private static final int FIRST_CAPACITY = 256;

  private final int k;
  private final DeviceWindows windows;
  private final WindowBatch batch = new WindowBatch();
  private final WindowAssembler assembler;
  private long[] starts = new long[FIRST_CAPACITY];
  private long[] ends = new long[FIRST_CAPACITY];
  private int[] devices = new int[FIRST_CAPACITY];
  private long[] sortedStarts = new long[FIRST_CAPACITY];
  private long[] sortedEnds = new long[FIRST_CAPACITY];
  private int count;
  private long nowNs;

  FleetWindows(int k, DeviceWindows windows, Shaping shaping) {
    this.k = k;
    this.windows = windows;
    Condition none = Condition.changed("");
    assembler = new WindowAssembler(batch, Kind.STATE, shaping, Limit.of(none, Kind.STATE));
  }

  void startRun(View view, WindowAsk ask, int firstDevice, int endDevice) {
    nowNs = ask.nowNs;
    windows.startRun(view, ask, Long.MIN_VALUE, Long.MAX_VALUE, firstDevice, endDevice);
    assembler.startRun(Long.MAX_VALUE, nowNs);
    batch.clear();
    count = 0;
  }

  /** Collects the windows of a device; they may overlap one another when they are padded. */
  void add(int device) {
    if (!windows.open(device, Long.MIN_VALUE, Long.MAX_VALUE)) {
      return;
    }
    int first = count;
    boolean more = true;
    while (more) {
      more = windows.step();
      WindowBatch rows = windows.batch();
      while (rows.next()) {
        if (count > first && rows.startNs() <= ends[count - 1]) {
          ends[count - 1] = Math.max(ends[count - 1], rows.endNs());
        } else {
          add(rows.startNs(), rows.endNs(), device);
        }
      }
    }
  }

  private void add(long start, long end, int device) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      devices = Arrays.copyOf(devices, 2 * count);
      sortedStarts = new long[2 * count];
      sortedEnds = new long[2 * count];
    }
    starts[count] = start;
    ends[count] = end;
    devices[count++] = device;
  }

  /** Finds the times at which enough devices are inside, shapes them and fills the batch. */
  void finish(long fromNs, long toNs) {
    assembler.range(fromNs, toNs);
    System.arraycopy(starts, 0, sortedStarts, 0, count);
    System.arraycopy(ends, 0, sortedEnds, 0, count);
    HeapSort.sort(sortedStarts, count);
    HeapSort.sort(sortedEnds, count);
    int begun = 0;
    int ended = 0;
    boolean enough = false;
    while (begun < count || ended < count) {
      long time = begun < count ? sortedStarts[begun] : Long.MAX_VALUE;
      time = Math.min(time, sortedEnds[ended]);
      if (time > nowNs) {
        break;
      }
      while (begun < count && sortedStarts[begun] == time) {
        begun++;
      }
      while (ended < count && sortedEnds[ended] == time && time != WindowCursor.OPEN) {
        ended++;
      }
      if (!enough && begun - ended >= k) {
        assembler.starts(time, time);
        enough = true;
      } else if (enough && begun - ended < k) {
        assembler.endsProven(time, EndReason.CLEARED);
        enough = false;
      }
      if (time == Long.MAX_VALUE) {
        break;
      }
    }
    if (enough) {
      assembler.endsProven(WindowCursor.OPEN, EndReason.OPEN);
    }
    assembler.finish();
  }

  WindowBatch batch() {
    return batch;
  }

  int channel() {
    return windows.channel();
  }

  /** Puts the devices inside at some time of the window at which the batch stands into a set. */
  void devices(RoaringBitmap into) {
    into.clear();
    long start = batch.unpaddedStartNs();
    long end = batch.unpaddedEndNs();
    for (int i = 0; i < count; i++) {
      if (starts[i] < end && ends[i] > start) {
        into.add(devices[i]);
      }
    }
  }
}
