package io.telltale.query;

import io.telltale.core.HotPath;
import io.telltale.core.TelemetryStore;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.plan.DeviceSelection;
import io.telltale.query.internal.run.WindowRun;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.IntToLongFunction;
import org.roaringbitmap.RoaringBitmap;

/**
 * A rule made ready for one store: built once, run again and again. It returns the windows that
 * docs/windows.md defines.
 *
 * <pre>{@code
 * WindowQuery hot = WindowQuery.prepare(store, RuleParser.parse("temperature > 8 for 10m"));
 * try (WindowCursor window = hot.run()) {
 *   while (next(window)) {
 *     report(window.device(), window.startNs(), window.endNs(), window.max());
 *   }
 * }
 * }</pre>
 *
 * <p><b>Threading:</b> one thread at a time; prepare one for each thread. <b>Allocation:</b> {@link
 * #prepare} and the setters may allocate; running and moving the cursor do not, once its buffers
 * have grown to the data. <b>Lifetime:</b> that of its store. Which devices the rule's selector
 * matches is decided by {@link #prepare}; everything else is read anew at each run.
 */
public final class WindowQuery {
  private final TelemetryStore store;
  private final WindowRun run;
  private RangeCursor context;
  private RoaringBitmap selected;
  private long fromNs = Long.MIN_VALUE;
  private long toNs = Long.MAX_VALUE;
  private Extent extent = Extent.FULL;
  private boolean hasNow;
  private long nowNs;
  private IntToLongFunction registeredAt;

  private WindowQuery(TelemetryStore store, WindowRule rule) {
    this.store = store;
    run = new WindowRun(store, rule);
    selected = run.selected();
  }

  /**
   * Makes a rule ready.
   *
   * @param store where to look
   * @param rule what to look for
   * @return the query
   * @throws IllegalArgumentException when the store has no such channel, or when the condition does
   *     not fit the channel's kind
   */
  public static WindowQuery prepare(TelemetryStore store, WindowRule rule) {
    Objects.requireNonNull(rule, "rule");
    return new WindowQuery(store, rule);
  }

  /**
   * Limits the result to windows that overlap {@code [fromNs, toNs)}; all time by default.
   *
   * @param fromNs start, epoch nanoseconds
   * @param toNs end, exclusive; Long.MAX_VALUE: no end
   * @return this
   * @throws IllegalArgumentException unless fromNs is before toNs
   */
  public WindowQuery range(long fromNs, long toNs) {
    requireRange(fromNs, toNs);
    this.fromNs = fromNs;
    this.toNs = toNs;
    return this;
  }

  /**
   * Says whether windows that reach beyond the range come whole, as by default, or cut to it.
   *
   * @param newExtent which
   * @return this
   */
  public WindowQuery extent(Extent newExtent) {
    extent = Objects.requireNonNull(newExtent, "extent");
    return this;
  }

  /**
   * Evaluates as of this time: later readings do not exist for the query. By default it is the
   * newest event time in the store at each run.
   *
   * @param newNowNs epoch nanoseconds
   * @return this
   */
  public WindowQuery now(long newNowNs) {
    hasNow = true;
    nowNs = newNowNs;
    return this;
  }

  /**
   * Limits the query to these devices, on top of what the rule selects.
   *
   * @param devices device ids, copied; null: no further limit
   * @return this
   */
  public WindowQuery devices(RoaringBitmap devices) {
    RoaringBitmap copy = devices == null ? null : devices.clone();
    selected = DeviceSelection.both(run.selected(), copy);
    return this;
  }

  /**
   * Has runs done by several threads, each on a slice of the devices; windows come in the same
   * order. The answer is held in memory as far as it was not read yet, and a run allocates some
   * objects. A thread that the executor does not give at once is not waited for. A rule for several
   * devices together ({@code kOfDevices}) stays on one thread, and with several the {@link #budget}
   * is not looked at.
   *
   * @param executor gives all threads but the one that runs the query; its tasks end with the run.
   *     They call what {@link #registeredAt} was given, too
   * @param threads how many work at once; 1: the one that runs the query alone, as by default
   * @return this
   * @throws IllegalArgumentException when threads is below 1
   */
  public WindowQuery parallel(Executor executor, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads=" + threads);
    }
    run.parallel(Objects.requireNonNull(executor, "executor"), threads);
    return this;
  }

  /**
   * Limits what the cursor does at once, so that a query with much to do leaves time for others:
   * when the budget is spent it pauses, and goes on with a new one when it is moved again. It is
   * looked at between two blocks, and something is done in each turn. {@link #count} and the others
   * that need no cursor run to their end. No limit by default.
   *
   * @param time how long, up to so many nanoseconds more than a block takes
   * @param readings how many readings are looked at one by one, up to a block more; Long.MAX_VALUE:
   *     no limit
   * @return this
   * @throws IllegalArgumentException unless both are above 0
   */
  public WindowQuery budget(Duration time, long readings) {
    long timeNs = Arguments.nanos(time);
    if (timeNs <= 0 || readings < 1) {
      throw new IllegalArgumentException("a budget is above 0: " + time + ", " + readings);
    }
    run.budget(timeNs, readings);
    return this;
  }

  /**
   * Starts a run.
   *
   * @return the cursor, before its first window: the same object at each run
   * @throws IllegalStateException when the cursor of the run before has not been closed, or when
   *     the rule names {@code neverSeen} and {@link #registeredAt} was not called
   */
  @HotPath
  public WindowCursor run() {
    run.start(fromNs, toNs, extent, hasNow, nowNs, selected, registeredAt);
    return run;
  }

  /**
   * Says when devices were registered, which {@code neverSeen} needs.
   *
   * @param newRegisteredAt device id to epoch nanoseconds
   * @return this
   */
  public WindowQuery registeredAt(IntToLongFunction newRegisteredAt) {
    registeredAt = Objects.requireNonNull(newRegisteredAt, "registeredAt");
    return this;
  }

  /**
   * Runs and counts the windows.
   *
   * @return their number
   */
  @HotPath
  public long count() {
    long windows = 0;
    try (WindowCursor window = run()) {
      while (next(window)) {
        windows++;
      }
    }
    return windows;
  }

  /**
   * Runs until there is a window.
   *
   * @return whether there is one
   */
  @HotPath
  public boolean anyMatch() {
    try (WindowCursor window = run()) {
      return next(window);
    }
  }

  /**
   * Runs and adds up the held times of the windows, whole ones also with {@link Extent#CLIP}.
   *
   * @return nanoseconds, at most Long.MAX_VALUE
   */
  @HotPath
  public long totalHeld() {
    long total = 0;
    try (WindowCursor window = run()) {
      while (next(window)) {
        total = Times.plus(total, window.heldForNs());
      }
    }
    return total;
  }

  /**
   * Runs and collects the devices that have a window; for {@code kOfDevices}, all that its windows
   * name. The set can be the {@link #devices(RoaringBitmap)} of the next query.
   *
   * @param into emptied, then filled
   * @return into
   */
  public RoaringBitmap collectDevices(RoaringBitmap into) {
    into.clear();
    try (WindowCursor window = run()) {
      while (next(window)) {
        if (window.device() == WindowCursor.NO_DEVICE) {
          into.or(window.devices());
        } else {
          into.add(window.device());
        }
      }
    }
    return into;
  }

  /**
   * The readings round the window at which the cursor of this query's run stands: of its device and
   * channel, in {@code [start - before, end + after)}, none later than now. Where CLIP has cut the
   * window, the cut times count.
   *
   * @param before how much before the start
   * @param after how much after the end, exclusive
   * @return the readings; the same object each time, to be closed before the next one is asked for
   * @throws UnsupportedOperationException for {@code kOfDevices}, whose windows have no one device
   */
  public RangeCursor context(Duration before, Duration after) {
    int device = run.device();
    if (device == WindowCursor.NO_DEVICE) {
      throw new UnsupportedOperationException("kOfDevices: a window has no one device");
    }
    if (context == null) {
      context = new RangeCursor(store, store.channels().get(run.channel()));
    }
    long afterNow = Times.plus(run.nowNs(), 1);
    long end = run.endNs() == WindowCursor.OPEN ? afterNow : run.endNs();
    context.startIn(
        run.view(),
        device,
        Times.minus(run.startNs(), Arguments.nanos(before)),
        Math.min(afterNow, Times.plus(end, Arguments.nanos(after))));
    return context;
  }

  /**
   * Tells what the last run, as far as its cursor moved, read and skipped.
   *
   * @return the counts
   */
  public Explain explain() {
    return run.explain();
  }

  /** Moves, on and on while it pauses. */
  private static boolean next(WindowCursor window) {
    boolean found = window.next();
    while (!found && window.isPaused()) {
      found = window.next();
    }
    return found;
  }

  static void requireRange(long fromNs, long toNs) {
    if (fromNs >= toNs) {
      throw new IllegalArgumentException(
          "a range starts before it ends: fromNs=" + fromNs + " toNs=" + toNs);
    }
  }
}
