package io.telltale.query.internal.live;

import io.telltale.core.HotPath;
import io.telltale.query.EndReason;
import io.telltale.query.WindowCursor;
import io.telltale.query.internal.Times;
import io.telltale.query.internal.assemble.Excess;
import io.telltale.query.internal.assemble.WindowBatch;
import io.telltale.query.internal.events.EventRow;
import io.telltale.query.internal.events.Events;
import io.telltale.query.internal.events.Remembered;
import io.telltale.query.live.LiveEventKind;
import java.util.Arrays;
import java.util.List;

/**
 * Compares the windows that a subject has with those that were told of, and tells what has changed.
 *
 * <p>Both are gone through by start. Two are the same window when they have the same start or share
 * time; the first that does is taken.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Allocation:</b> none in steady state.
 * <b>Lifetime:</b> that of the live rules.
 */
final class Announcer {
  private final ToldWindows told = new ToldWindows();
  private final Events events;
  private final long[] event = new long[EventRow.WORDS];
  private int[] before = new int[16];
  private int[] after = new int[16];
  private int kept;
  private long nextWindow = 1;
  private long nextSequence = 1;

  private LiveRule rule;
  private int device;
  private long nowNs;
  private long settledNs;

  /**
   * Creates one that goes on.
   *
   * @param events where to
   * @param earlier what another run told
   */
  Announcer(Events events, Remembered earlier) {
    this.events = events;
    nextWindow = earlier.lastWindow() + 1;
    nextSequence = earlier.lastSequence() + 1;
  }

  /**
   * Takes over what was told of a subject by another run.
   *
   * @param last the last event about each of its windows, by start
   */
  void adopt(LiveRule ofRule, int subject, Subjects all, List<long[]> last) {
    rule = ofRule;
    for (long[] one : last) {
      System.arraycopy(one, 0, event, 0, EventRow.WORDS);
      int row =
          told.add(
              event[EventRow.WINDOW],
              EventRow.stage(event),
              event[EventRow.START],
              event[EventRow.END],
              all.told[subject]);
      told.describe(row, digest(), number(EventRow.MEAN), number(EventRow.AREA), scale());
      all.told[subject] = row;
    }
  }

  /** Takes back a window that another run told of a device that the rule cannot speak of now. */
  void takeBack(LiveRule ofRule, long[] last, long now) {
    about(ofRule, (int) last[EventRow.DEVICE], now);
    retract(last[EventRow.WINDOW], last[EventRow.START], last[EventRow.END]);
  }

  /** Takes back all windows of a subject. */
  void takeBack(LiveRule ofRule, int subject, Subjects all, long now) {
    about(ofRule, all.device[subject], now);
    int count = takeOff(subject, all, Long.MIN_VALUE);
    for (int at = count - 1; at >= 0; at--) {
      retract(before[at]);
    }
  }

  /** Returns the least start of the windows of a chain that are not closed. */
  long leastOpenStart(int first) {
    long least = Long.MAX_VALUE;
    for (int row = first;
        row != ToldWindows.NONE && told.stage(row) != ToldWindows.CLOSED;
        row = told.next(row)) {
      least = Math.min(least, told.start(row));
    }
    return least;
  }

  /** Returns the least start of the windows of a chain that end behind a time. */
  long leastStart(int first, long from) {
    long least = Long.MAX_VALUE;
    for (int row = first; isAfter(row, from); row = told.next(row)) {
      least = Math.min(least, told.start(row));
    }
    return least;
  }

  private boolean isAfter(int row, long from) {
    return row != ToldWindows.NONE && told.end(row) > from;
  }

  /** Whether all windows of a chain are closed. */
  boolean isOver(int first) {
    return first == ToldWindows.NONE || told.stage(first) == ToldWindows.CLOSED;
  }

  /** Whether the latest of a chain is all that is not closed, and was OPENED before a time. */
  boolean isOpenedBefore(int first, long time) {
    return first != ToldWindows.NONE
        && told.stage(first) == ToldWindows.OPENED
        && told.start(first) < time
        && isOver(told.next(first));
  }

  /** Tells that a reading is TRUE, of a subject whose windows are all closed. */
  @HotPath
  void open(
      LiveRule ofRule, int subject, Subjects all, long time, double value, double area, long now) {
    about(ofRule, all.device[subject], now);
    describeNothing(time, WindowCursor.OPEN);
    event[EventRow.SAMPLES] = 1;
    for (int i = EventRow.MIN; i <= EventRow.PEAK; i++) {
      event[i] = bits(value);
    }
    event[EventRow.AREA] = bits(area);
    long id = nextWindow++;
    tell(LiveEventKind.OPENED, id, ToldWindows.OPENED);
    all.told[subject] = added(id, ToldWindows.OPENED, all.told[subject]);
  }

  /** Takes back the latest window of a subject. */
  @HotPath
  void takeBackOpened(LiveRule ofRule, int subject, Subjects all, long now) {
    about(ofRule, all.device[subject], now);
    int row = all.told[subject];
    all.told[subject] = told.next(row);
    retract(row);
  }

  private void about(LiveRule ofRule, int ofDevice, long now) {
    rule = ofRule;
    device = ofDevice;
    nowNs = now;
  }

  /** Forgets all windows of a subject, telling nobody. */
  void forget(int subject, Subjects all) {
    int row = all.told[subject];
    while (row != ToldWindows.NONE) {
      int next = told.next(row);
      told.remove(row);
      row = next;
    }
    all.told[subject] = ToldWindows.NONE;
  }

  /**
   * Tells what has changed behind a time.
   *
   * @param found the windows that end behind it, before its first row
   * @param settled what comes before it only late readings can change
   */
  @HotPath
  void announce(
      LiveRule ofRule,
      int subject,
      Subjects all,
      long from,
      WindowBatch found,
      Forecast forecast,
      long now,
      long settled) {
    about(ofRule, all.device[subject], now);
    settledNs = settled;
    int count = takeOff(subject, all, from);
    kept = 0;
    int at = count - 1;
    long covered = Long.MIN_VALUE;
    while (found.next()) {
      long start = found.startNs();
      long end = found.endNs();
      at = retractBefore(at, start, end);
      boolean same = at >= 0 && isSame(before[at], start, end);
      confirmed(same ? before[at--] : ToldWindows.NONE, found);
      covered = Math.max(covered, found.unpaddedEndNs());
      long last = rule.finalAfter(found);
      if (last >= nowNs && last != Long.MAX_VALUE) {
        all.wake[subject] = Math.min(all.wake[subject], last + 1);
      }
    }
    if (forecast.hasCandidate() && forecast.candidate().startNs() >= covered) {
      WindowBatch stretch = forecast.candidate();
      long start = Times.minus(stretch.startNs(), rule.padBeforeNs());
      at = retractBefore(at, start, WindowCursor.OPEN);
      boolean same = at >= 0 && isSame(before[at], start, WindowCursor.OPEN);
      opened(same ? before[at--] : ToldWindows.NONE, stretch, start);
    }
    for (; at >= 0; at--) {
      retract(before[at]);
    }
    putBack(subject, all);
  }

  /** Takes the told windows that end behind a time off their chain, the latest first. */
  private int takeOff(int subject, Subjects all, long from) {
    int count = 0;
    int row = all.told[subject];
    while (isAfter(row, from)) {
      if (count == before.length) {
        before = Arrays.copyOf(before, 2 * count);
      }
      before[count++] = row;
      row = told.next(row);
    }
    all.told[subject] = row;
    return count;
  }

  private void putBack(int subject, Subjects all) {
    int row = all.told[subject];
    for (int i = 0; i < kept; i++) {
      told.link(after[i], row);
      row = after[i];
    }
    all.told[subject] = row;
  }

  private void keep(int row) {
    if (kept == after.length) {
      after = Arrays.copyOf(after, 2 * kept);
    }
    after[kept++] = row;
  }

  private boolean isSame(int row, long start, long end) {
    return told.start(row) == start || told.start(row) < end && start < told.end(row);
  }

  /** Retracts the told windows that end before one that is there, and are none of it. */
  private int retractBefore(int from, long start, long end) {
    int at = from;
    while (at >= 0 && !isSame(before[at], start, end) && told.start(before[at]) < start) {
      retract(before[at--]);
    }
    return at;
  }

  private void retract(int row) {
    retract(told.id(row), told.start(row), told.end(row));
    told.remove(row);
  }

  private void retract(long window, long start, long end) {
    describeNothing(start, end);
    tell(LiveEventKind.RETRACTED, window, EventRow.TAKEN_BACK);
  }

  private void describeNothing(long start, long end) {
    Arrays.fill(event, 0);
    event[EventRow.CHANNEL] = rule.windows().channel();
    event[EventRow.START] = start;
    event[EventRow.END] = end;
    event[EventRow.REASON] =
        (end == WindowCursor.OPEN ? EndReason.OPEN : EndReason.CLEARED).ordinal();
    event[EventRow.ONSET] = start;
    event[EventRow.LAST_TRUE] = start;
    event[EventRow.PEAK_TIME] = start;
    for (int i = EventRow.MIN; i <= EventRow.PEAK; i++) {
      event[i] = Double.doubleToRawLongBits(Double.NaN);
    }
    event[EventRow.AREA] = Double.doubleToRawLongBits(Double.NaN);
  }

  /** A window is there as the query returns it. */
  private void confirmed(int known, WindowBatch window) {
    boolean isFinal = settledNs > rule.finalAfter(window);
    int stage = known == ToldWindows.NONE ? ToldWindows.NONE : told.stage(known);
    long id = known == ToldWindows.NONE ? nextWindow++ : told.id(known);
    describe(window);
    if (stage == ToldWindows.NONE) {
      tell(LiveEventKind.OPENED, id, ToldWindows.OPENED);
    }
    if (stage == ToldWindows.NONE || stage == ToldWindows.OPENED) {
      tell(LiveEventKind.CONFIRMED, id, ToldWindows.CONFIRMED);
      stage = ToldWindows.CONFIRMED;
    } else if (stage == ToldWindows.CLOSED) {
      if (!isFinal || !isTold(known)) {
        tell(LiveEventKind.REVISED, id, ToldWindows.CONFIRMED);
        stage = ToldWindows.CONFIRMED;
      }
    } else if (!isFinal && told.start(known) != window.startNs()) {
      tell(LiveEventKind.REVISED, id, ToldWindows.CONFIRMED);
    }
    if (isFinal && stage == ToldWindows.CONFIRMED) {
      tell(LiveEventKind.CLOSED, id, ToldWindows.CLOSED);
    }
    keep(known, id, isFinal ? ToldWindows.CLOSED : ToldWindows.CONFIRMED);
  }

  /** A stretch is there of which the rule demands more. */
  private void opened(int known, WindowBatch stretch, long start) {
    boolean isOpen = known != ToldWindows.NONE && told.stage(known) == ToldWindows.OPENED;
    if (known != ToldWindows.NONE && !isOpen) {
      retract(known);
    }
    long id = isOpen ? told.id(known) : nextWindow++;
    describe(stretch);
    // evidence of silence was reckoned as of the end of time
    long lastTrue = Math.min(stretch.lastTrueNs(), nowNs);
    event[EventRow.START] = start;
    event[EventRow.END] = WindowCursor.OPEN;
    event[EventRow.REASON] = EndReason.OPEN.ordinal();
    event[EventRow.LAST_TRUE] = lastTrue;
    event[EventRow.HELD] = Times.minus(lastTrue, stretch.startNs());
    if (!isOpen) {
      tell(LiveEventKind.OPENED, id, ToldWindows.OPENED);
    } else if (told.start(known) != start) {
      tell(LiveEventKind.REVISED, id, ToldWindows.OPENED);
    }
    keep(isOpen ? known : ToldWindows.NONE, id, ToldWindows.OPENED);
  }

  private void keep(int known, long id, int stage) {
    if (known != ToldWindows.NONE) {
      told.remove(known);
    }
    keep(added(id, stage, ToldWindows.NONE));
  }

  /** Adds a window as the event tells of it in front of a chain. */
  private int added(long id, int stage, int behind) {
    int row = told.add(id, stage, event[EventRow.START], event[EventRow.END], behind);
    told.describe(row, digest(), number(EventRow.MEAN), number(EventRow.AREA), scale());
    return row;
  }

  private boolean isTold(int known) {
    return told.isDescribed(known, digest(), number(EventRow.MEAN), number(EventRow.AREA));
  }

  private double number(int field) {
    return Double.longBitsToDouble(event[field]);
  }

  private double scale() {
    double greatest = Math.max(Math.abs(number(EventRow.MIN)), Math.abs(number(EventRow.MAX)));
    return Double.isNaN(greatest) ? 0 : greatest;
  }

  /** What is exact of a window, in one word. */
  private long digest() {
    long hash = 1;
    for (int field = EventRow.START; field <= EventRow.MAX; field++) {
      hash = (hash ^ event[field]) * 0x9e37_79b9_7f4a_7c15L;
      hash ^= hash >>> 32;
    }
    hash = (hash ^ event[EventRow.PEAK]) * 0x9e37_79b9_7f4a_7c15L;
    return hash ^ hash >>> 29 ^ event[EventRow.PEAK_TIME];
  }

  private void describe(WindowBatch window) {
    event[EventRow.CHANNEL] = rule.windows().channel();
    event[EventRow.START] = window.startNs();
    event[EventRow.END] = window.endNs();
    event[EventRow.REASON] = window.endReason().ordinal();
    event[EventRow.ONSET] = window.onsetNs();
    event[EventRow.LAST_TRUE] = window.lastTrueNs();
    event[EventRow.HELD] = window.heldForNs();
    event[EventRow.SAMPLES] = window.samples();
    event[EventRow.MIN] = bits(window.min());
    event[EventRow.MAX] = bits(window.max());
    event[EventRow.MEAN] = bits(window.mean());
    Excess excess = device < 0 ? null : rule.windows().excess(window, device);
    event[EventRow.PEAK] = bits(excess == null ? window.peak() : excess.peak());
    event[EventRow.PEAK_TIME] =
        excess == null ? window.peakTimeNs() : excess.peakTime(window.startNs());
    event[EventRow.AREA] = bits(excess == null ? window.excessArea() : excess.area());
  }

  /** -0.0 equals 0.0, and one NaN is as good as another. */
  private static long bits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  private void tell(LiveEventKind kind, long id, int stage) {
    event[EventRow.SEQUENCE] = nextSequence++;
    event[EventRow.WINDOW] = id;
    event[EventRow.KIND] = EventRow.kindAndStage(kind.ordinal(), stage);
    event[EventRow.RULE] = rule.id();
    event[EventRow.DEVICE] = device;
    event[EventRow.NOW] = nowNs;
    events.add(event);
  }
}
