package io.telltale.query.internal.live;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.view.View;
import io.telltale.query.Rule;
import io.telltale.query.Shaping;
import io.telltale.query.WindowCursor;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.assemble.WindowBatch;
import io.telltale.query.internal.run.SubjectWindows;
import java.util.function.IntToLongFunction;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/**
 * What would become of a subject if no reading came any more: asks for its TRUE stretches as of the
 * end of time. That tells when it has to be looked at again, and which stretch may still become a
 * window.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none in steady state.
 * <b>Lifetime:</b> that of its rule.
 */
final class Forecast {
  private final RuleParts parts;
  private final SubjectWindows[] stretches;

  /** As of now, null where that is no other thing: a silence has to be longer than its duration. */
  private final SubjectWindows present;

  private final long[] delays;

  /** Of each part, whether time alone makes its windows longer. */
  private final boolean[] namesArrival;

  /** Of each part, whether some of its TRUE stretches are no windows. */
  private final boolean[] chooses;

  private final boolean silenceMoves;
  private final WindowBatch rows = new WindowBatch();
  private final WindowBatch candidate = new WindowBatch();
  private boolean followsReadings;
  private boolean hasCandidate;
  private Catalog catalog;
  private long nowNs;
  private long wake;
  private long waitsFor;
  private boolean calm;
  private long ended;
  private boolean isTrue;
  private long trueSince;

  Forecast(Catalog catalog, RuleParts parts, boolean silenceMoves) {
    this.parts = parts;
    this.silenceMoves = silenceMoves;
    delays = parts.delays();
    namesArrival = new boolean[parts.rules().size()];
    chooses = new boolean[parts.rules().size()];
    for (int p = 0; p < namesArrival.length; p++) {
      namesArrival[p] = parts.rules().get(p).condition().namesArrival();
      chooses[p] = RuleParts.chooses(parts.rules().get(p));
    }
    stretches =
        parts.rules().stream()
            .map(part -> new SubjectWindows(catalog, RuleParts.lasting(part)))
            .toArray(SubjectWindows[]::new);
    Rule leading = parts.leading();
    boolean mayStandApart = !parts.isCombined() && namesArrival[0] && chooses[0];
    present = mayStandApart ? new SubjectWindows(catalog, RuleParts.stretches(leading)) : null;
  }

  void reselect(Catalog newCatalog) {
    for (SubjectWindows each : stretches) {
      each.reselect(newCatalog);
    }
    if (present != null) {
      present.reselect(newCatalog);
    }
  }

  void startRun(View view, long newNowNs, IntToLongFunction registeredAt) {
    catalog = view.catalog();
    nowNs = newNowNs;
    for (SubjectWindows each : stretches) {
      each.startRun(view, Long.MAX_VALUE, registeredAt);
    }
    if (present != null) {
      present.startRun(view, nowNs, registeredAt);
    }
  }

  /** Returns all devices there are. */
  RoaringBitmap allDevices() {
    RoaringBitmap all = new RoaringBitmap();
    all.add(0L, catalog.deviceCount());
    return all;
  }

  /**
   * Looks at a subject, and notes down what it finds.
   *
   * @param from the stretches that ended before are settled
   */
  void look(int subject, Subjects all, long from, LiveRule rule, SeriesWatches series) {
    wake = Long.MAX_VALUE;
    waitsFor = Long.MAX_VALUE;
    calm = true;
    ended = Long.MIN_VALUE;
    isTrue = false;
    trueSince = Long.MAX_VALUE;
    hasCandidate = false;
    // of several devices together it is not known
    long reached = Long.MAX_VALUE;
    if (all.device[subject] >= 0) {
      reached = rule.reached(subject, all, series);
      // a series of which no reading was heard tells nothing of when its time is over
      followsReadings = silenceMoves && reached != PlaceLayout.NEVER;
      look(all.device[subject], parts.isCombined() ? Long.MIN_VALUE : from, reached);
      if (present != null) {
        lookAtPresent(all.device[subject], from);
      }
    } else {
      PeekableIntIterator each = rule.members().getIntIterator();
      while (each.hasNext()) {
        // how far the readings of each have come is not known apart
        look(each.next(), Long.MIN_VALUE, Long.MIN_VALUE);
      }
    }
    all.wake[subject] = wake;
    all.waitsFor[subject] = waitsFor;
    all.calm[subject] = calm && Math.max(all.ended[subject], ended) <= reached;
    all.trueSince[subject] = trueSince;
    // what ended before this look began counts, too
    all.ended[subject] = Math.max(all.ended[subject], ended);
    all.trueEnd[subject] = isTrue ? Long.MAX_VALUE : all.ended[subject];
  }

  private void look(int device, long from, long reached) {
    for (int p = 0; p < stretches.length; p++) {
      Rule part = parts.rules().get(p);
      rows.clear();
      stretches[p].collect(device, from, rows);
      while (rows.next()) {
        look(part, p, reached);
      }
    }
  }

  private void look(Rule part, int p, long reached) {
    Shaping shaping = part.shaping();
    long start = rows.startNs();
    long end = rows.endNs();
    if (start > nowNs) {
      if (!followsReadings) {
        wakeAt(start);
      }
      return;
    }
    boolean goesOn = goesOn(end);
    // the newest reading is TRUE itself, not held or bridged
    trueSince = goesOn && rows.lastTrueNs() >= reached ? start : trueSince;
    wakeAt(start);
    if (namesArrival[p] && shaping.atLeastForNs() > 0) {
      wakeAt(Times.plus(start, shaping.atLeastForNs()));
    }
    if (parts.isCombined()) {
      wakeAt(Times.minus(start, shaping.padBeforeNs()));
    }
    long bridged = Times.plus(rows.lastTrueNs(), shaping.bridgeNs());
    if (!(goesOn && followsReadings)) {
      if (end != Long.MAX_VALUE) {
        long cleared = Times.plus(end, shaping.clearDelayNs());
        wakeAt(end);
        wakeAt(cleared);
        wakeAt(Times.plus(cleared, shaping.padAfterNs()));
      }
      wakeAt(bridged);
    }
    calm &= end <= reached;
    ended = goesOn ? ended : Math.max(ended, end);
    isTrue |= goesOn;
    // a reading at the very end goes on with it
    if (end >= nowNs || bridged >= nowNs) {
      waitFor(part, p, goesOn);
      boolean isOpen = goesOn || bridged >= nowNs;
      if (isOpen && !parts.isCombined() && chooses[p]) {
        setCandidate();
      }
    }
  }

  private boolean goesOn(long end) {
    // no time is later than the end of time
    return end > nowNs || end == WindowCursor.OPEN;
  }

  /** Takes note of a time at which something may change, and of those that follow from it. */
  private void wakeAt(long time) {
    for (long delay : delays) {
      long at = Times.plus(time, delay);
      // what begins or ends at a time is seen then, what has to be longer than a time just after
      if (at >= nowNs && at != Long.MAX_VALUE) {
        wake = Math.min(wake, at > nowNs ? at : at + 1);
      }
    }
  }

  private void lookAtPresent(int device, long from) {
    long bridgeNs = parts.leading().shaping().bridgeNs();
    hasCandidate = false;
    rows.clear();
    present.collect(device, from, rows);
    while (rows.next()) {
      boolean goesOn = goesOn(rows.endNs());
      if (goesOn || Times.plus(rows.lastTrueNs(), bridgeNs) >= nowNs) {
        setCandidate();
        waitFor(parts.leading(), 0, goesOn);
        wakeAt(Times.plus(rows.startNs(), parts.leading().shaping().atLeastForNs()));
      }
    }
  }

  private void setCandidate() {
    hasCandidate = true;
    candidate.clear();
    candidate.copy(rows);
    candidate.next();
  }

  /** A stretch goes on, or may: which reading decides what becomes of it? */
  private void waitFor(Rule part, int p, boolean goesOn) {
    Shaping shaping = part.shaping();
    // what has ended just now is told otherwise when it goes on
    if (chooses[p] && (parts.isCombined() || !goesOn)) {
      waitsFor = Long.MIN_VALUE;
      return;
    }
    if (shaping.atLeastSamples() > 1 && rows.samples() < shaping.atLeastSamples()) {
      waitsFor = Long.MIN_VALUE;
    }
    long held = Math.min(rows.heldForNs(), Times.minus(nowNs, rows.startNs()));
    if (held < shaping.atLeastForNs()) {
      waitsFor = Math.min(waitsFor, Times.plus(rows.startNs(), shaping.atLeastForNs()));
    }
    if (held <= shaping.atMostForNs() && shaping.atMostForNs() != Shaping.NO_LIMIT) {
      waitsFor =
          Math.min(waitsFor, Times.plus(rows.startNs(), Times.plus(shaping.atMostForNs(), 1)));
    }
  }

  /** Whether there is a stretch that the rule demands more of. */
  boolean hasCandidate() {
    return hasCandidate;
  }

  /** Whether the stretch has no end as of now. */
  boolean hasOpenCandidate() {
    return hasCandidate && candidate.endNs() == WindowCursor.OPEN;
  }

  /** Whether a stretch goes on, if no reading came any more. */
  boolean isTrue() {
    return isTrue;
  }

  /** Returns the stretch, at which the batch stands; its evidence may reach beyond now. */
  WindowBatch candidate() {
    return candidate;
  }
}
