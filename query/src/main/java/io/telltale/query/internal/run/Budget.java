package io.telltale.query.internal.run;

import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * How much a run may do before it pauses: so much time, so many readings looked at.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
final class Budget {
  private final NanoClock clock = SystemNanoClock.INSTANCE;
  private long mostNs = Long.MAX_VALUE;
  private long mostReadings = Long.MAX_VALUE;
  private long startNs;
  private long startReadings;

  /** Sets both; Long.MAX_VALUE: no limit. */
  void set(long newMostNs, long newMostReadings) {
    mostNs = newMostNs;
    mostReadings = newMostReadings;
  }

  /** Begins anew, so many readings into the run. */
  void renew(long readings) {
    startReadings = readings;
    startNs = mostNs == Long.MAX_VALUE ? 0 : clock.nanoTime();
  }

  /** Returns whether it is used up, so many readings into the run. */
  boolean isSpent(long readings) {
    return readings - startReadings >= mostReadings
        || mostNs != Long.MAX_VALUE && clock.nanoTime() - startNs >= mostNs;
  }
}
