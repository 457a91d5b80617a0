package io.telltale.query.internal.sweep;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.EndReason;
import io.telltale.query.Shaping;
import io.telltale.query.Shaping.OnUnknown;
import io.telltale.query.WindowCursor;
import io.telltale.query.internal.assemble.WindowAssembler;
import io.telltale.query.internal.prune.Reach;
import io.telltale.query.internal.scan.Parts;
import io.telltale.query.internal.truth.Kleene;

/**
 * Windows of any condition of a device.
 *
 * <p>For a range, the sweep begins some parts before it. It may be trusted from a time on at which
 * the condition surely was not TRUE, if what was TRUE before has no part in the answer and nothing
 * that follows is joined with it; without such a time it begins again, twice as far back.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once its buffers have grown.
 * <b>Lifetime:</b> that of its query.
 */
public final class DeviceSweep {
  private static final int MOMENTS_A_STEP = 1_024;

  private final Clockwork clockwork;
  private final WindowAssembler assembler;
  private final Reach reach;
  private final boolean holds;
  private final boolean namesArrival;
  private boolean wasTrue;

  /** The current moment has been reached and not yet been told to the assembler. */
  private boolean pending;

  DeviceSweep(
      Clockwork clockwork, WindowAssembler assembler, Shaping shaping, boolean namesArrival) {
    this.clockwork = clockwork;
    this.assembler = assembler;
    this.reach = Reach.of(shaping);
    holds = shaping.onUnknown() == OnUnknown.HOLD;
    this.namesArrival = namesArrival;
  }

  /** Starts a run. */
  public void startRun(Catalog catalog, long ruleStaleNs) {
    clockwork.startRun(catalog, ruleStaleNs);
  }

  /**
   * Starts a device.
   *
   * @param parts of its series, in the order in which the condition names their channels; null
   *     where it has none
   */
  public void open(Parts[] parts, long fromNs, long nowNs, long registeredNs) {
    clockwork.open(parts, nowNs);
    long knownNs = reach.settledBy(fromNs, nowNs);
    int earlier = 1;
    while (!clockwork.start(knownNs, earlier, registeredNs, nowNs)) {
      if (settles(knownNs)) {
        return;
      }
      earlier = earlier > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : 2 * earlier;
    }
    assembler.clear();
    boolean isTrue = Kleene.truth(clockwork.truth()) == Kleene.TRUE;
    pending = clockwork.next();
    // No time lies before a moment at the beginning of all time.
    wasTrue = isTrue && !(pending && clockwork.time() == Long.MIN_VALUE);
    if (wasTrue) {
      assembler.starts(Long.MIN_VALUE, Long.MIN_VALUE);
    }
  }

  /** Moves to a moment from which the sweep may be trusted; false when there is none in time. */
  private boolean settles(long knownNs) {
    assembler.clear();
    wasTrue = false;
    pending = false;
    boolean quiet = false;
    long since = 0;
    while (clockwork.next()) {
      long time = clockwork.time();
      if (quiet && reach.parts(since, since, time)) {
        pending = true;
        return (clockwork.truth() & Kleene.INEXACT) == 0;
      }
      if (!clockwork.hasAllReadings() || !isQuiet(quiet)) {
        quiet = false;
      } else if (!quiet) {
        quiet = true;
        since = time;
      }
      if (time > knownNs && (!quiet || since > knownNs)) {
        return false;
      }
    }
    return quiet;
  }

  /** Whether the condition surely is not TRUE now. */
  private boolean isQuiet(boolean before) {
    int truth = clockwork.truth();
    return truth == Kleene.FALSE || truth == Kleene.UNKNOWN && (!holds || before);
  }

  /** Evaluates some more moments; false when nothing of the device is left. */
  public boolean step() {
    for (int i = 0; i < MOMENTS_A_STEP; i++) {
      if (!pending && !clockwork.next()) {
        finish();
        return false;
      }
      pending = false;
      long time = clockwork.time();
      if (!assembler.isBeforeEndOfRange(time)) {
        assembler.settleBefore(time);
        if (!assembler.isUndecided()) {
          assembler.clear();
          return false;
        }
      }
      take(time);
    }
    return true;
  }

  private void take(long time) {
    int truth = Kleene.truth(clockwork.truth());
    boolean isTrue = truth == Kleene.TRUE;
    boolean lasts = isTrue || holds && wasTrue && truth == Kleene.UNKNOWN;
    if (clockwork.hasReading(0)) {
      assembler.readingAt(time);
    }
    if (lasts && !wasTrue) {
      assembler.starts(time, clockwork.onset());
    }
    if (isTrue) {
      addEvidence(time);
    }
    if (wasTrue && !lasts) {
      end(time, clockwork.hasReading() ? EndReason.CLEARED : EndReason.STALE);
    }
    wasTrue = lasts;
  }

  private void addEvidence(long time) {
    for (int feed = 0; feed < clockwork.feeds(); feed++) {
      if (clockwork.hasReading(feed)) {
        assembler.addSample(time);
        if (feed == 0) {
          assembler.addValue(time, clockwork.value(0));
        }
      }
    }
  }

  private void finish() {
    if (wasTrue) {
      end(WindowCursor.OPEN, EndReason.OPEN);
    }
    assembler.finish();
  }

  private void end(long time, EndReason reason) {
    if (namesArrival) {
      assembler.endsProven(time, reason);
    } else {
      assembler.ends(time, reason);
    }
  }
}
