package io.telltale.query.internal.run;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.View;
import io.telltale.query.DeviceRule;
import io.telltale.query.WindowCursor;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.assemble.Excess;
import io.telltale.query.internal.assemble.WindowBatch;
import java.util.Arrays;

/**
 * Windows of one rule, chosen by what another's windows of the same device do.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the most windows of
 * a device. <b>Lifetime:</b> that of its query.
 */
final class PairWindows implements DeviceWindows {
  private static final int FIRST_CAPACITY = 64;

  /** What the other rule's windows have to do. */
  private enum Demand {
    OVERLAP,
    FOLLOW,
    NOT_FOLLOW
  }

  private final DeviceWindows a;
  private final DeviceWindows b;
  private final Demand demand;
  private final long durationNs;
  private final WindowBatch batch = new WindowBatch();
  private long[] starts = new long[FIRST_CAPACITY];
  private long[] ends = new long[FIRST_CAPACITY];
  private int others;
  private int passed;
  private long nowNs;
  private int device;

  private PairWindows(DeviceWindows a, DeviceWindows b, Demand demand, long durationNs) {
    this.a = a;
    this.b = b;
    this.demand = demand;
    this.durationNs = durationNs;
  }

  /** Puts two sides together. */
  static PairWindows of(DeviceRule rule, DeviceWindows a, DeviceWindows b) {
    if (rule instanceof DeviceRule.Overlapping pair) {
      return new PairWindows(a, b, Demand.OVERLAP, pair.atLeastNs());
    }
    if (rule instanceof DeviceRule.FollowedBy pair) {
      return new PairWindows(a, b, Demand.FOLLOW, pair.withinNs());
    }
    return new PairWindows(a, b, Demand.NOT_FOLLOW, ((DeviceRule.NotFollowedBy) rule).withinNs());
  }

  @Override
  public void startRun(
      View view, WindowAsk ask, long fromNs, long toNs, int firstDevice, int endDevice) {
    nowNs = ask.nowNs;
    a.startRun(view, ask, fromNs, toNs, firstDevice, endDevice);
    // those wanted lie around windows of the first rule, wherever they are
    b.startRun(view, ask, Long.MIN_VALUE, Long.MAX_VALUE, firstDevice, endDevice);
    batch.clear();
  }

  @Override
  public void reselect(Catalog catalog) {
    a.reselect(catalog);
    b.reselect(catalog);
  }

  @Override
  public int nextOpen(int from) {
    return a.nextOpen(from);
  }

  @Override
  public boolean open(int newDevice, long fromNs, long toNs) {
    device = newDevice;
    batch.clear();
    if (!a.open(device, fromNs, toNs)) {
      return false;
    }
    // All windows of the device are wanted at once: they say which others matter.
    boolean more = true;
    while (more) {
      more = a.step();
    }
    if (!a.batch().isEmpty()) {
      collectOthers();
      while (a.batch().next()) {
        if (isWanted(a.batch().startNs(), a.batch().endNs())) {
          batch.copy(a.batch());
        }
      }
    }
    return !batch.isEmpty();
  }

  /** Finds the other rule's windows from the first of these to where the last ones reach. */
  private void collectOthers() {
    others = 0;
    passed = 0;
    long from = a.batch().leastStartNs();
    long to = Times.plus(a.batch().greatestEndNs(), Times.plus(durationNs, 1));
    if (from < to && b.open(device, from, to)) {
      boolean more = true;
      while (more) {
        more = b.step();
        while (b.batch().next()) {
          addOther(b.batch().startNs(), b.batch().endNs());
        }
      }
    }
  }

  private void addOther(long start, long end) {
    if (others == starts.length) {
      starts = Arrays.copyOf(starts, 2 * others);
      ends = Arrays.copyOf(ends, 2 * others);
    }
    starts[others] = start;
    ends[others++] = end;
  }

  private boolean isWanted(long start, long end) {
    if (demand == Demand.NOT_FOLLOW) {
      return end != WindowCursor.OPEN && nowNs > Times.plus(end, durationNs) && !isMet(start, end);
    }
    return isMet(start, end);
  }

  /** Windows of both come by start, and so by end: what ended before this one is done with. */
  private boolean isMet(long start, long end) {
    while (passed < others
        && (demand == Demand.OVERLAP ? ends[passed] <= start : starts[passed] <= start)) {
      passed++;
    }
    if (demand != Demand.OVERLAP) {
      return passed < others && starts[passed] <= Times.plus(end, durationNs);
    }
    for (int i = passed; i < others && starts[i] < end; i++) {
      long shared = Times.minus(Math.min(known(end), known(ends[i])), Math.max(start, starts[i]));
      if (shared >= durationNs) {
        return true;
      }
    }
    return false;
  }

  private long known(long end) {
    return end == WindowCursor.OPEN ? nowNs : end;
  }

  @Override
  public boolean step() {
    return false;
  }

  @Override
  public WindowBatch batch() {
    return batch;
  }

  @Override
  public Excess excess(WindowBatch window, int of) {
    return a.excess(window, of);
  }

  @Override
  public int channel() {
    return a.channel();
  }
}
