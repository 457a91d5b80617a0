package io.telltale.query.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Truth as a function of time: UNKNOWN from the beginning, then whatever each change says until the
 * next one.
 */
final class TruthLine {
  /** An end that never comes. */
  static final long NEVER = Long.MAX_VALUE;

  /** A maximal stretch of one truth, half-open, {@link #NEVER} when it does not end. */
  record Stretch(long start, long end) {}

  private final NavigableMap<Long, Truth> changes =
      new TreeMap<>(Map.of(Long.MIN_VALUE, Truth.UNKNOWN));

  /**
   * Says the truth on [start, end); calls ascend and do not overlap; after the end it is UNKNOWN.
   */
  void say(long start, long end, Truth truth) {
    if (start >= end) {
      return;
    }
    changes.put(start, truth);
    if (end != NEVER) {
      changes.put(end, Truth.UNKNOWN);
    }
  }

  /** Section 2: a reading speaks for [t_i, min(t_{i+1}, t_i + H)). */
  static TruthLine ofReadings(OracleSeries series, List<Truth> verdicts) {
    TruthLine line = new TruthLine();
    for (int i = 0; i < series.size(); i++) {
      line.say(series.time(i), series.speaksUntil(i), verdicts.get(i));
    }
    return line;
  }

  /** What several lines say together, asked anew wherever one of them changes. */
  static TruthLine together(List<TruthLine> lines, Function<List<Truth>, Truth> logic) {
    SortedSet<Long> times = new TreeSet<>();
    lines.forEach(line -> times.addAll(line.changes.keySet()));
    TruthLine together = new TruthLine();
    for (long time : times) {
      together.changes.put(time, logic.apply(lines.stream().map(line -> line.at(time)).toList()));
    }
    return together;
  }

  /** Section 5, HOLD: UNKNOWN keeps the truth before it. */
  TruthLine held() {
    TruthLine held = new TruthLine();
    Truth before = Truth.UNKNOWN;
    for (Map.Entry<Long, Truth> change : changes.entrySet()) {
      before = change.getValue() == Truth.UNKNOWN ? before : change.getValue();
      held.changes.put(change.getKey(), before);
    }
    return held;
  }

  Truth at(long time) {
    return changes.floorEntry(time).getValue();
  }

  /** The maximal intervals on which the truth is TRUE. */
  List<Stretch> trueStretches() {
    List<Stretch> stretches = new ArrayList<>();
    Long start = null;
    for (Map.Entry<Long, Truth> change : changes.entrySet()) {
      boolean holds = change.getValue() == Truth.TRUE;
      if (holds && start == null) {
        start = change.getKey();
      } else if (!holds && start != null) {
        stretches.add(new Stretch(start, change.getKey()));
        start = null;
      }
    }
    if (start != null) {
      stretches.add(new Stretch(start, NEVER));
    }
    return stretches;
  }
}
