package io.telltale.query.oracle;

import io.telltale.query.EndReason;
import io.telltale.query.WindowCursor;
import io.telltale.query.WindowRule.KOfDevices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Section 6 of the contract, across devices: while at least k devices are inside a window. */
final class FleetWindows {
  private static final long OPEN = Long.MAX_VALUE;

  private final KOfDevices rule;
  private final int channel;
  private final List<OracleWindow> windows;
  private final long now;

  /** Takes the windows of every device of the set. */
  FleetWindows(KOfDevices rule, int channel, List<OracleWindow> windows, long now) {
    this.rule = rule;
    this.channel = channel;
    this.windows = windows;
    this.now = now;
  }

  List<OracleWindow> all() {
    SortedSet<Long> times = new TreeSet<>();
    times.add(Long.MIN_VALUE);
    for (OracleWindow window : windows) {
      times.add(window.start());
      if (window.end() != OPEN) {
        times.add(window.end());
      }
    }
    TruthLine line = new TruthLine();
    List<Long> ordered = List.copyOf(times);
    for (int i = 0; i < ordered.size(); i++) {
      long start = ordered.get(i);
      long end = i + 1 < ordered.size() ? ordered.get(i + 1) : TruthLine.NEVER;
      line.say(start, end, ValueTruth.truth(inside(start, start).size() >= rule.k()));
    }
    return new OracleShaping(rule.shaping(), now)
        .of(stretches(line)).stream().map(this::window).toList();
  }

  private List<Candidate> stretches(TruthLine line) {
    List<Candidate> stretches = new ArrayList<>();
    for (TruthLine.Stretch stretch : line.trueStretches()) {
      boolean open = stretch.end() == TruthLine.NEVER || stretch.end() > now;
      stretches.add(
          new Candidate(
              stretch.start(),
              open ? OPEN : stretch.end(),
              open ? EndReason.OPEN : EndReason.CLEARED,
              open ? now : stretch.end(),
              List.of()));
    }
    return stretches;
  }

  private OracleWindow window(Candidate candidate) {
    long start = ExactMath.difference(candidate.start(), rule.shaping().padBeforeNs());
    long end =
        candidate.isOpen() ? OPEN : ExactMath.sum(candidate.end(), rule.shaping().padAfterNs());
    long last = candidate.isOpen() ? OPEN : candidate.end() - 1;
    return new OracleWindow(
        WindowCursor.NO_DEVICE,
        inside(candidate.start(), last),
        channel,
        start,
        end,
        candidate.endReason(),
        candidate.start(),
        candidate.lastTrue(),
        candidate.heldFor(),
        0,
        OracleValues.none(start));
  }

  /** The devices inside a window at some time of [first, last]. */
  private Set<Integer> inside(long first, long last) {
    Set<Integer> devices = new HashSet<>();
    for (OracleWindow window : windows) {
      if (window.start() <= last && (window.end() == OPEN || window.end() > first)) {
        devices.add(window.device());
      }
    }
    return devices;
  }
}
