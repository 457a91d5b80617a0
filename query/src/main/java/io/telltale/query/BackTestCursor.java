package io.telltale.query;

import io.telltale.query.internal.run.WindowRun;

/**
 * The windows of two rules, by device, then time; those that are one and the same alarm in both
 * come as one. Windows of one device are gone through by start: while the next ones of both rules
 * overlap, they are one alarm; else the one that ends first stands alone. So each window comes
 * once, and where one has become two, or two one, the later of the two stands alone.
 *
 * <p><b>Threading:</b> the thread that ran the test. <b>Allocation:</b> none in steady state.
 * <b>Lifetime:</b> from {@link BackTest#run} to {@link #close}, which releases the view of the
 * store; the next run uses the same object.
 */
public final class BackTestCursor implements AutoCloseable {
  /** Time of a window that a rule does not have, as {@link #change} says. */
  public static final long NONE = Long.MIN_VALUE;

  private final WindowRun tested;
  private final WindowRun present;

  /** Whether the runs stand at windows that have not been told. */
  private boolean hasTested;

  private boolean hasPresent;
  private WindowChange change;

  BackTestCursor(WindowRun tested, WindowRun present) {
    this.tested = tested;
    this.present = present;
  }

  void start() {
    change = null;
    hasTested = true;
    hasPresent = true;
  }

  /**
   * Moves to the next window.
   *
   * @return false when there is none
   */
  public boolean next() {
    if (change != WindowChange.GONE) {
      hasTested = hasTested && tested.next();
    }
    if (change != WindowChange.NEW) {
      hasPresent = hasPresent && present.next();
    }
    change = null;
    if (!hasTested && !hasPresent) {
      return false;
    }
    change = hasTested && hasPresent ? compare() : hasTested ? WindowChange.NEW : WindowChange.GONE;
    return true;
  }

  private WindowChange compare() {
    int order = Integer.compare(tested.device(), present.device());
    if (order == 0 && !isOneAlarm()) {
      order = Long.compare(tested.endNs(), present.endNs());
    } else if (order == 0) {
      return compareTimes();
    }
    return order < 0 ? WindowChange.NEW : WindowChange.GONE;
  }

  private boolean isOneAlarm() {
    return tested.startNs() == present.startNs()
        || tested.startNs() < present.endNs() && present.startNs() < tested.endNs();
  }

  private WindowChange compareTimes() {
    if (tested.startNs() == present.startNs() && tested.endNs() == present.endNs()) {
      return WindowChange.SAME;
    }
    int order = compareDurations();
    return order == 0 ? WindowChange.MOVED : order > 0 ? WindowChange.LONGER : WindowChange.SHORTER;
  }

  private int compareDurations() {
    boolean open = tested.endNs() == WindowCursor.OPEN;
    boolean otherOpen = present.endNs() == WindowCursor.OPEN;
    if (open || otherOpen) {
      return open && otherOpen
          ? Long.compare(present.startNs(), tested.startNs())
          : Boolean.compare(open, otherOpen);
    }
    // durations may take all 64 bits
    return Long.compareUnsigned(
        tested.endNs() - tested.startNs(), present.endNs() - present.startNs());
  }

  /**
   * What has become of the window.
   *
   * @return the change
   */
  public WindowChange change() {
    return change;
  }

  /**
   * The device.
   *
   * @return its id; {@link WindowCursor#NO_DEVICE} for {@code kOfDevices}
   */
  public int device() {
    return change == WindowChange.GONE ? present.device() : tested.device();
  }

  /**
   * When the window of the rule under test starts.
   *
   * @return epoch nanoseconds, {@link #NONE} when it is GONE
   */
  public long startNs() {
    return change == WindowChange.GONE ? NONE : tested.startNs();
  }

  /**
   * When the window of the rule under test ends.
   *
   * @return epoch nanoseconds, exclusive, {@link WindowCursor#OPEN}, or {@link #NONE} when it is
   *     GONE
   */
  public long endNs() {
    return change == WindowChange.GONE ? NONE : tested.endNs();
  }

  /**
   * When the window of the rule that it is compared with starts.
   *
   * @return epoch nanoseconds, {@link #NONE} when it is NEW
   */
  public long againstStartNs() {
    return change == WindowChange.NEW ? NONE : present.startNs();
  }

  /**
   * When the window of the rule that it is compared with ends.
   *
   * @return epoch nanoseconds, exclusive, {@link WindowCursor#OPEN}, or {@link #NONE} when it is
   *     NEW
   */
  public long againstEndNs() {
    return change == WindowChange.NEW ? NONE : present.endNs();
  }

  /** Ends the run; idempotent. */
  @Override
  public void close() {
    hasTested = false;
    hasPresent = false;
    change = null;
    try {
      present.close();
    } finally {
      tested.close();
    }
  }
}
