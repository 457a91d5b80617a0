package io.telltale.query.internal.run;

import io.telltale.core.HotPath;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.View;
import io.telltale.query.EndReason;
import io.telltale.query.Explain;
import io.telltale.query.Extent;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowRule;
import io.telltale.query.internal.assemble.Excess;
import io.telltale.query.internal.assemble.WindowBatch;
import java.util.concurrent.Executor;
import java.util.function.IntToLongFunction;
import org.roaringbitmap.RoaringBitmap;

/**
 * The cursor of a window query, used for every run of it: windows are evaluated as they are asked
 * for, or by several threads in slices of the devices.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none in steady state on one thread, some
 * objects a run on several. <b>Lifetime:</b> a view is pinned from {@link #start} to {@link
 * #close}.
 */
public final class WindowRun implements WindowCursor {
  private final WindowFeed feed;
  private final SlicePool<WindowRows> pool;
  private final WindowAsk ask = new WindowAsk();
  private final Budget budget = new Budget();
  private final RoaringBitmap inside = new RoaringBitmap();
  private Executor executor;
  private int threads = 1;
  private boolean clips;
  private boolean paused;

  /** Of a run on several threads, else null. */
  private SlicedRun<WindowRows> slices;

  private WindowRows rows;

  /** Where the window is. */
  private WindowBatch batch;

  /**
   * Creates the cursor of a rule.
   *
   * @throws IllegalArgumentException when the store has no such channel, or a condition does not
   *     fit its channel's kind
   */
  public WindowRun(TelemetryStore store, WindowRule rule) {
    feed = new WindowFeed(store, rule);
    batch = feed.batch();
    pool = new SlicePool<>(() -> new Slice(new WindowFeed(store, rule)), WindowRows::new);
  }

  /** Evaluates one slice after another. */
  private final class Slice implements SlicePool.Worker<WindowRows> {
    private final WindowFeed each;

    Slice(WindowFeed each) {
      this.each = each;
    }

    @Override
    public void run(View in, int firstDevice, int endDevice, WindowRows into) {
      into.clear();
      each.beginIn(in, ask, firstDevice, endDevice);
      try {
        while (each.next()) {
          into.add(each);
        }
        into.tally().add(each.tally());
      } finally {
        each.close();
      }
    }
  }

  /** Returns the devices that the rule speaks of, null: all. */
  public RoaringBitmap selected() {
    return feed.selected();
  }

  /** Sets what each run may do before it pauses; Long.MAX_VALUE: no limit. */
  public void budget(long mostNs, long mostReadings) {
    budget.set(mostNs, mostReadings);
  }

  /** Sets how many threads work on a run, the one that reads among them. */
  public void parallel(Executor newExecutor, int newThreads) {
    executor = newExecutor;
    threads = newThreads;
  }

  /**
   * Starts a run.
   *
   * @throws IllegalStateException when the run before has not been closed, or when the rule needs
   *     times of registration and there are none
   */
  @HotPath
  public void start(
      long from,
      long to,
      Extent extent,
      boolean hasNow,
      long now,
      RoaringBitmap of,
      IntToLongFunction registeredAt) {
    View view = feed.open(of, registeredAt);
    ask.fromNs = from;
    ask.toNs = to;
    ask.devices = of;
    ask.registeredAt = registeredAt;
    ask.nowNs = hasNow ? now : view.newestTime();
    clips = extent == Extent.CLIP;
    begin(view);
  }

  /**
   * Starts a run over the range of another one, in its view and as of its time; the other one stays
   * open for as long.
   *
   * @throws IllegalStateException as {@link #start}
   */
  public void startBeside(WindowRun other, RoaringBitmap of) {
    WindowAsk same = other.ask;
    feed.openIn(other.view(), of, same.registeredAt);
    ask.fromNs = same.fromNs;
    ask.toNs = same.toNs;
    ask.devices = of;
    ask.registeredAt = same.registeredAt;
    ask.nowNs = same.nowNs;
    clips = other.clips;
    begin(other.view());
  }

  private void begin(View view) {
    paused = false;
    batch = feed.batch();
    try {
      beginFeed(view);
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  private void beginFeed(View view) {
    int devices = view.catalog().deviceCount();
    if (threads == 1 || feed.joinsDevices()) {
      feed.begin(ask, 0, devices);
      budget.renew(0);
    } else {
      // of its own feed, only what windows look like is asked: slices visit the devices
      feed.begin(ask, 0, 0);
      slices = new SlicedRun<>(view, devices, pool, executor, threads);
    }
  }

  @Override
  @HotPath
  public boolean next() {
    return slices == null ? nextOfFeed() : nextOfSlices();
  }

  private boolean nextOfFeed() {
    if (paused) {
      paused = false;
      budget.renew(feed.tally().readingsDecoded());
    }
    while (!batch.next()) {
      // something is done in each turn, however small the budget
      if (!feed.advance()) {
        return false;
      }
      if (batch.isEmpty() && !feed.isDone() && budget.isSpent(feed.tally().readingsDecoded())) {
        paused = true;
        return false;
      }
    }
    return true;
  }

  private boolean nextOfSlices() {
    while (rows == null || !rows.next()) {
      rows = slices.next();
      if (rows == null) {
        batch = feed.batch();
        return false;
      }
      batch = rows.batch();
      feed.tally().add(rows.tally());
    }
    return true;
  }

  @Override
  public boolean isPaused() {
    return paused;
  }

  /** Returns what was read and skipped so far. */
  public Explain explain() {
    return feed.tally().explain();
  }

  /** Returns whether windows are of several devices together. */
  public boolean joinsDevices() {
    return feed.joinsDevices();
  }

  /** Returns the view that the run reads. */
  public View view() {
    return feed.view();
  }

  /** Returns the time as of which the run evaluates. */
  public long nowNs() {
    return ask.nowNs;
  }

  @Override
  public int device() {
    if (feed.joinsDevices()) {
      return NO_DEVICE;
    }
    return rows == null ? feed.device() : rows.device();
  }

  @Override
  public RoaringBitmap devices() {
    if (feed.joinsDevices()) {
      feed.devices(inside);
    } else {
      inside.clear();
      inside.add(device());
    }
    return inside;
  }

  @Override
  public int channel() {
    return feed.channel();
  }

  @Override
  public long startNs() {
    return clips ? Math.max(batch.startNs(), ask.fromNs) : batch.startNs();
  }

  @Override
  public long endNs() {
    long end = batch.endNs();
    boolean staysOpen = batch.endReason() == EndReason.OPEN && ask.toNs > ask.nowNs;
    return !clips || staysOpen ? end : Math.min(end, ask.toNs);
  }

  @Override
  public EndReason endReason() {
    return batch.endReason();
  }

  @Override
  public long onsetNs() {
    return batch.onsetNs();
  }

  @Override
  public long lastTrueNs() {
    return batch.lastTrueNs();
  }

  @Override
  public long heldForNs() {
    return batch.heldForNs();
  }

  @Override
  public long samples() {
    return batch.samples();
  }

  @Override
  public double min() {
    return batch.min();
  }

  @Override
  public double max() {
    return batch.max();
  }

  @Override
  public double mean() {
    return batch.mean();
  }

  @Override
  @HotPath
  public double peak() {
    Excess excess = feed.excess(batch, device());
    return excess == null ? batch.peak() : excess.peak();
  }

  @Override
  @HotPath
  public long peakTimeNs() {
    Excess excess = feed.excess(batch, device());
    return excess == null ? batch.peakTimeNs() : excess.peakTime(batch.startNs());
  }

  @Override
  @HotPath
  public double excessArea() {
    Excess excess = feed.excess(batch, device());
    return excess == null ? batch.excessArea() : excess.area();
  }

  @Override
  public void close() {
    paused = false;
    try {
      if (slices != null) {
        slices.close();
      }
    } finally {
      slices = null;
      rows = null;
      batch = feed.batch();
      feed.close();
    }
  }
}
