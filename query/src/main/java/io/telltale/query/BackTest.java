package io.telltale.query;

import io.telltale.core.TelemetryStore;
import io.telltale.query.internal.plan.DeviceSelection;
import io.telltale.query.internal.run.WindowRun;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.IntToLongFunction;
import org.roaringbitmap.RoaringBitmap;

/**
 * What another rule would have found in the past: the windows of a rule under test beside those of
 * the one that it may replace, in one view of the store and as of one time.
 *
 * <pre>{@code
 * BackTest test = BackTest.prepare(store, stricter, present).range(lastWeek, now);
 * try (BackTestCursor window = test.run()) {
 *   while (window.next()) {
 *     if (window.change() != WindowChange.SAME) {
 *       report(window.device(), window.change(), window.startNs(), window.endNs());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> {@link #prepare} and the setters
 * may allocate; running and moving the cursor do not, once its buffers have grown to the data.
 * <b>Lifetime:</b> that of its store.
 */
public final class BackTest {
  private final WindowRun tested;
  private final WindowRun present;
  private final BackTestCursor cursor;
  private RoaringBitmap testedDevices;
  private RoaringBitmap presentDevices;
  private long fromNs = Long.MIN_VALUE;
  private long toNs = Long.MAX_VALUE;
  private boolean hasNow;
  private long nowNs;
  private IntToLongFunction registeredAt;

  private BackTest(TelemetryStore store, WindowRule rule, WindowRule against) {
    tested = new WindowRun(store, rule);
    present = new WindowRun(store, against);
    testedDevices = tested.selected();
    presentDevices = present.selected();
    cursor = new BackTestCursor(tested, present);
  }

  /**
   * Makes two rules ready.
   *
   * @param store where to look
   * @param rule the rule under test
   * @param against the one that it is compared with
   * @return the test
   * @throws IllegalArgumentException when the store has no such channel, when a condition does not
   *     fit its channel's kind, or when windows of one are of several devices together and those of
   *     the other are not
   */
  public static BackTest prepare(TelemetryStore store, WindowRule rule, WindowRule against) {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(against, "against");
    BackTest test = new BackTest(store, rule, against);
    if (test.tested.joinsDevices() != test.present.joinsDevices()) {
      throw new IllegalArgumentException(
          "windows of several devices together have none of one device to be compared with");
    }
    return test;
  }

  /**
   * Limits both to windows that overlap {@code [fromNs, toNs)}; all time by default.
   *
   * @param newFromNs start, epoch nanoseconds
   * @param newToNs end, exclusive; Long.MAX_VALUE: no end
   * @return this
   * @throws IllegalArgumentException unless newFromNs is before newToNs
   */
  public BackTest range(long newFromNs, long newToNs) {
    WindowQuery.requireRange(newFromNs, newToNs);
    fromNs = newFromNs;
    toNs = newToNs;
    return this;
  }

  /**
   * Evaluates both as of this time; by default the newest event time in the store at each run.
   *
   * @param newNowNs epoch nanoseconds
   * @return this
   */
  public BackTest now(long newNowNs) {
    hasNow = true;
    nowNs = newNowNs;
    return this;
  }

  /**
   * Limits both to these devices, on top of what the rules select.
   *
   * @param devices device ids, copied; null: no further limit
   * @return this
   */
  public BackTest devices(RoaringBitmap devices) {
    RoaringBitmap copy = devices == null ? null : devices.clone();
    testedDevices = DeviceSelection.both(tested.selected(), copy);
    presentDevices = DeviceSelection.both(present.selected(), copy);
    return this;
  }

  /**
   * Says when devices were registered, which {@code neverSeen} needs.
   *
   * @param newRegisteredAt device id to epoch nanoseconds
   * @return this
   */
  public BackTest registeredAt(IntToLongFunction newRegisteredAt) {
    registeredAt = Objects.requireNonNull(newRegisteredAt, "registeredAt");
    return this;
  }

  /**
   * Has both runs done by several threads, as {@link WindowQuery#parallel} does.
   *
   * @param executor gives all threads but the one that runs the test
   * @param threads how many work at once
   * @return this
   * @throws IllegalArgumentException when threads is below 1
   */
  public BackTest parallel(Executor executor, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads=" + threads);
    }
    tested.parallel(Objects.requireNonNull(executor, "executor"), threads);
    present.parallel(executor, threads);
    return this;
  }

  /**
   * Starts a run.
   *
   * @return the cursor, before its first window: the same object at each run
   * @throws IllegalStateException when the cursor of the run before has not been closed, or when a
   *     rule names {@code neverSeen} and {@link #registeredAt} was not called
   */
  public BackTestCursor run() {
    tested.start(fromNs, toNs, Extent.FULL, hasNow, nowNs, testedDevices, registeredAt);
    try {
      present.startBeside(tested, presentDevices);
    } catch (RuntimeException | Error failure) {
      tested.close();
      throw failure;
    }
    cursor.start();
    return cursor;
  }
}
