package io.telltale.budget;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;

/**
 * Counts how often the calling thread had to wait: for a monitor that another thread held, or
 * parked for a lock or a signal. A path without locks does neither, on however busy a machine.
 *
 * <p><b>Threading:</b> the thread that calls {@link #begin} calls {@link #end}. <b>Allocation:</b>
 * in both. <b>Lifetime:</b> reusable.
 */
final class Waits {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private long before;
  private long count;

  void clear() {
    count = 0;
  }

  void begin() {
    before = soFar();
  }

  void end() {
    count += soFar() - before;
  }

  long count() {
    return count;
  }

  private static long soFar() {
    ThreadInfo self = THREADS.getThreadInfo(Thread.currentThread().getId());
    return self.getBlockedCount() + self.getWaitedCount();
  }
}
