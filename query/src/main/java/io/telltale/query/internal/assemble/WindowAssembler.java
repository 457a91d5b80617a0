package io.telltale.query.internal.assemble;

import io.telltale.core.Kind;
import io.telltale.query.EndReason;
import io.telltale.query.Shaping;
import io.telltale.query.WindowCursor;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.plan.Limit;

/**
 * The state machine from truth to windows of one series or device: stretches are found, bridged,
 * filtered, delayed, merged, padded and put into a batch in order of start. At most one bridged
 * stretch and one window are in the making: what a later stretch may still join.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused run after run
 * ({@link #startRun}) and series after series ({@link #clear}).
 */
public final class WindowAssembler {
  private final WindowBatch batch;
  private final Shaping shaping;
  private final Stretch stretch;
  private final Stretch window;
  private long speaksNs;
  private long fromNs;
  private long toNs;
  private long nowNs;

  /** Whether the last part of the bridged stretch still lasts. */
  private boolean lasting;

  /** Creates one for a rule's shaping. */
  public WindowAssembler(WindowBatch batch, Kind kind, Shaping shaping, Limit limit) {
    this.batch = batch;
    this.shaping = shaping;
    stretch = new Stretch(kind, limit);
    window = new Stretch(kind, limit);
  }

  /** Sets what holds for all series of a run. */
  public void startRun(long runSpeaksNs, long now) {
    speaksNs = runSpeaksNs;
    nowNs = now;
    clear();
  }

  /** Sets the range: windows that do not overlap it are dropped. */
  public void range(long newFromNs, long newToNs) {
    fromNs = newFromNs;
    toNs = newToNs;
  }

  /** Forgets what is in the making. */
  public void clear() {
    stretch.exists = false;
    window.exists = false;
    lasting = false;
  }

  /** Adds the values of the readings last told of by {@link #holds}, none of them NaN. */
  public void addReadings(long[] values, int from, int to) {
    stretch.samples += to - from;
    stretch.evidence.add(values, from, to);
  }

  /** Adds a whole block from its statistics. */
  public void addBlock(long count, double min, double max, double sum) {
    stretch.samples += count;
    stretch.evidence.addBlock(count, min, max, sum);
  }

  /** Adds one evidence reading of any channel, at the time last given. */
  public void addSample(long timeNs) {
    stretch.samples++;
    stretch.lastTrue = timeNs;
  }

  /** Adds the value of an evidence reading of the first channel. */
  public void addValue(long timeNs, long bits) {
    if (stretch.evidence.add(bits)) {
      stretch.excess.add(timeNs, bits);
    }
  }

  /** A reading of the first channel: how long the one before counts is known. */
  public void readingAt(long timeNs) {
    if (stretch.exists) {
      stretch.excess.until(timeNs, speaksNs);
    }
  }

  /** Whether a stretch lasts. */
  public boolean isLasting() {
    return lasting;
  }

  /** TRUE readings from the first time to the last, without a hole between them. */
  public void holds(long firstNs, long lastNs) {
    endIfSilentUntil(firstNs);
    if (!lasting) {
      starts(firstNs, firstNs);
    }
    stretch.lastTrue = lastNs;
  }

  /** A reading that is not TRUE. */
  public void fails(long timeNs) {
    if (lasting) {
      endIfSilentUntil(timeNs);
      if (lasting) {
        ends(timeNs, EndReason.CLEARED);
      }
    }
  }

  /** A stretch that needs no readings, ended by one. */
  public void lasts(long onsetNs, long startNs, long endNs) {
    starts(startNs, onsetNs);
    stretch.lastTrue = endNs;
    ends(endNs, EndReason.CLEARED);
  }

  /** A stretch that needs no readings and has not ended; the last of its series. */
  public void lastsUntilNow(long onsetNs, long startNs) {
    starts(startNs, onsetNs);
    stretch.lastTrue = nowNs;
    ends(WindowCursor.OPEN, EndReason.OPEN);
  }

  /** The next reading is at this time: a stretch that it finds stale ends. */
  public void endIfSilentUntil(long timeNs) {
    if (lasting && Times.minus(timeNs, stretch.lastTrue) > speaksNs) {
      ends(Times.staleAt(stretch.lastTrue, speaksNs), EndReason.STALE);
    }
  }

  /** A stretch starts; one that is near enough is continued. */
  public void starts(long startNs, long onsetNs) {
    if (stretch.exists && Times.minus(startNs, stretch.lastTrue) > shaping.bridgeNs()) {
      finishStretch();
    }
    if (!stretch.exists) {
      stretch.begin(startNs, onsetNs);
    }
    lasting = true;
  }

  /** The stretch ends. */
  public void ends(long endNs, EndReason endReason) {
    lasting = false;
    stretch.end = endNs;
    stretch.reason = endReason;
    stretch.excess.until(endNs, speaksNs);
  }

  /** The stretch ends, and silence proves it to its end. */
  public void endsProven(long endNs, EndReason endReason) {
    stretch.lastTrue = endReason == EndReason.OPEN ? nowNs : endNs;
    ends(endNs, endReason);
  }

  /** No stretch to come starts before this time: what is too far away is finished. */
  public void settleBefore(long earliestStartNs) {
    if (lasting) {
      return;
    }
    if (stretch.exists && Times.minus(earliestStartNs, stretch.lastTrue) > shaping.bridgeNs()) {
      finishStretch();
    }
    if (!stretch.exists
        && window.exists
        && Times.minus(earliestStartNs, window.end) > shaping.mergeWithinNs()) {
      finishWindow();
    }
  }

  /** Whether a window that overlaps the range may still change. */
  public boolean isUndecided() {
    return stretch.exists && isBeforeEndOfRange(stretch.start)
        || window.exists && isBeforeEndOfRange(window.start);
  }

  /** Whether a window that starts at a time would start before the end of the range. */
  public boolean isBeforeEndOfRange(long startNs) {
    return toNs == Long.MAX_VALUE || Times.minus(startNs, shaping.padBeforeNs()) < toNs;
  }

  /** There are no more readings up to now. */
  public void finish() {
    if (lasting) {
      long staleAt = Times.staleAt(stretch.lastTrue, speaksNs);
      boolean open = staleAt > nowNs || staleAt == Long.MAX_VALUE;
      ends(open ? WindowCursor.OPEN : staleAt, open ? EndReason.OPEN : EndReason.STALE);
    }
    if (stretch.exists) {
      finishStretch();
    }
    if (window.exists) {
      finishWindow();
    }
  }

  /** Filters the bridged stretch and joins it to the window that it belongs to. */
  private void finishStretch() {
    stretch.exists = false;
    boolean near = window.exists && stretch.start <= window.end;
    if (!near) {
      if (!isWanted()) {
        return;
      }
      near = window.exists && Times.minus(stretch.start, window.end) <= shaping.mergeWithinNs();
    }
    if (near) {
      window.join(stretch);
    } else {
      if (window.exists) {
        finishWindow();
      }
      window.take(stretch);
    }
    delayEnd();
  }

  private boolean isWanted() {
    long held = stretch.held();
    if (held < shaping.atLeastForNs() || stretch.samples < shaping.atLeastSamples()) {
      return false;
    }
    return shaping.atMostForNs() == Shaping.NO_LIMIT
        || stretch.reason != EndReason.OPEN && held <= shaping.atMostForNs();
  }

  private void delayEnd() {
    if (shaping.clearDelayNs() > 0 && window.reason != EndReason.OPEN) {
      window.end = Times.plus(window.end, shaping.clearDelayNs());
      if (window.end > nowNs || window.end == WindowCursor.OPEN) {
        window.end = WindowCursor.OPEN;
        window.reason = EndReason.OPEN;
      }
    }
  }

  private void finishWindow() {
    window.exists = false;
    long start = Times.minus(window.start, shaping.padBeforeNs());
    long end =
        window.reason == EndReason.OPEN ? window.end : Times.plus(window.end, shaping.padAfterNs());
    if (end > fromNs && (start < toNs || toNs == Long.MAX_VALUE)) {
      batch.add(start, end, window);
    }
  }
}
