package io.telltale.query.internal.run;

import io.telltale.query.EndReason;
import io.telltale.query.internal.run.SeriesHarness.Settings;
import io.telltale.query.internal.run.SeriesHarness.Window;
import java.util.ArrayList;
import java.util.List;

/** The contract as plainly as can be, on doubles, without parts, pruning or ranges. */
final class PlainWindows {
  private static final long OPEN = Long.MAX_VALUE;

  private record Stretch(
      long start, long end, EndReason reason, long lastTrue, long onset, List<Double> evidence) {}

  private PlainWindows() {}

  /** Windows of readings whose truth is given. */
  static List<Window> readings(long[] times, double[] values, boolean[] truth, Settings s) {
    List<Stretch> stretches = new ArrayList<>();
    List<Double> evidence = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < times.length && times[i] <= s.now(); i++) {
      if (!truth[i]) {
        continue;
      }
      if (evidence.isEmpty()) {
        start = times[i];
      }
      evidence.add(values[i]);
      boolean last = i + 1 == times.length || times[i + 1] > s.now();
      boolean hole = last || times[i + 1] - times[i] > s.speaks();
      if (!hole && truth[i + 1]) {
        continue;
      }
      long end = hole ? times[i] + s.speaks() : times[i + 1];
      boolean open = end > s.now();
      EndReason reason = open ? EndReason.OPEN : hole ? EndReason.STALE : EndReason.CLEARED;
      stretches.add(new Stretch(start, open ? OPEN : end, reason, times[i], start, evidence));
      evidence = new ArrayList<>();
    }
    return shape(stretches, s);
  }

  static List<Window> silence(long[] times, long silent, Settings s) {
    List<Stretch> stretches = new ArrayList<>();
    for (int i = 0; i < times.length && times[i] <= s.now(); i++) {
      boolean last = i + 1 == times.length || times[i + 1] > s.now();
      long until = last ? s.now() : times[i + 1];
      if (until - times[i] > silent) {
        EndReason reason = last ? EndReason.OPEN : EndReason.CLEARED;
        stretches.add(
            new Stretch(
                times[i] + silent, last ? OPEN : until, reason, until, times[i], List.of()));
      }
    }
    return shape(stretches, s);
  }

  private static List<Window> shape(List<Stretch> stretches, Settings s) {
    List<Stretch> joined = new ArrayList<>();
    for (Stretch next : stretches) {
      Stretch before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (before != null && next.start - before.lastTrue <= s.bridge()) {
        List<Double> all = new ArrayList<>(before.evidence);
        all.addAll(next.evidence);
        joined.set(
            joined.size() - 1,
            new Stretch(before.start, next.end, next.reason, next.lastTrue, before.onset, all));
      } else {
        joined.add(next);
      }
    }
    List<Window> windows = new ArrayList<>();
    for (Stretch w : joined) {
      long held = w.lastTrue - w.start;
      if (held >= s.held() && w.evidence.size() >= s.samples()) {
        var numbers = w.evidence.stream().mapToDouble(v -> v).summaryStatistics();
        boolean none = w.evidence.isEmpty();
        windows.add(
            new Window(
                w.start,
                w.end,
                w.reason,
                w.onset,
                w.lastTrue,
                held,
                w.evidence.size(),
                none ? Double.NaN : numbers.getMin() + 0.0,
                none ? Double.NaN : numbers.getMax() + 0.0,
                none
                    ? Double.NaN
                    : w.evidence.stream().mapToDouble(v -> v).sum() / w.evidence.size()));
      }
    }
    return windows;
  }
}
