package io.telltale.query.internal.replay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets time pass as it did, or faster.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> one replay.
 */
public final class ReplayClock {
  private static final long LEAST_WAIT_NS = 50_000;
  private static final long LEAST_PAUSE_NS = 2_000_000;

  private final double speed;
  private final Runnable pause;
  private boolean runs;
  private long firstNs;
  private long startNs;

  /**
   * Stands still until the first time is awaited.
   *
   * @param speed how many times as fast as it was; 0: nobody waits
   * @param pause is run before a wait of some milliseconds
   */
  public ReplayClock(double speed, Runnable pause) {
    this.speed = speed;
    this.pause = pause;
  }

  /**
   * Waits until a time, the first one of which it begins with.
   *
   * @return false when the thread was interrupted
   */
  public boolean await(long timeNs) {
    if (speed == 0) {
      return true;
    }
    if (!runs) {
      runs = true;
      firstNs = timeNs;
      startNs = System.nanoTime();
    }
    long dueNs = startNs + (long) (((double) timeNs - firstNs) / speed);
    if (dueNs - System.nanoTime() > LEAST_PAUSE_NS) {
      pause.run();
    }
    for (long left = dueNs - System.nanoTime();
        left >= LEAST_WAIT_NS;
        left = dueNs - System.nanoTime()) {
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(Math.min(left, TimeUnit.SECONDS.toNanos(1)));
    }
    return true;
  }
}
