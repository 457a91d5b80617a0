package io.telltale.query.oracle;

import io.telltale.query.Condition;
import io.telltale.query.EndReason;
import io.telltale.query.Rule;
import io.telltale.query.Shaping;
import io.telltale.query.SpanCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Sections 2, 5 and 7 of the contract: all windows of one rule on one device. */
final class RuleWindows {
  private static final long OPEN = Long.MAX_VALUE;

  private final Rule rule;
  private final OracleDevice device;
  private final ConditionTruth truth;
  private final long now;

  RuleWindows(OracleFleet fleet, OracleDevice device, Rule rule, long now, NearTies ties) {
    this.rule = rule;
    this.device = device;
    this.truth = new ConditionTruth(fleet, device, rule, now, ties);
    this.now = now;
  }

  List<OracleWindow> all() {
    TruthLine line = truth.line(rule.condition());
    List<OracleWindow> windows = new ArrayList<>();
    for (Candidate candidate : new OracleShaping(rule.shaping(), now).of(stretches(line))) {
      windows.add(window(candidate));
    }
    return windows;
  }

  /** Section 2: the maximal intervals of TRUE, with the evidence in them. */
  private List<Candidate> stretches(TruthLine line) {
    boolean holds = rule.shaping().onUnknown() == Shaping.OnUnknown.HOLD;
    NavigableMap<Long, List<OracleReading>> readings = readings();
    List<Candidate> stretches = new ArrayList<>();
    for (TruthLine.Stretch stretch : (holds ? line.held() : line).trueStretches()) {
      boolean open = stretch.end() == TruthLine.NEVER || stretch.end() > now;
      List<OracleReading> evidence =
          readings.subMap(stretch.start(), true, open ? now : stretch.end(), open).values().stream()
              .flatMap(List::stream)
              .filter(reading -> line.at(reading.time()) == Truth.TRUE)
              .toList();
      EndReason reason = open ? EndReason.OPEN : EndReason.STALE;
      if (!open && readings.containsKey(stretch.end())) {
        reason = EndReason.CLEARED;
      }
      long lastTrue;
      if (rule.condition().namesArrival()) {
        lastTrue = open ? now : stretch.end();
      } else {
        lastTrue = evidence.get(evidence.size() - 1).time();
      }
      stretches.add(
          new Candidate(stretch.start(), open ? OPEN : stretch.end(), reason, lastTrue, evidence));
    }
    return stretches;
  }

  /** The readings of every channel that the condition names, by time. */
  private NavigableMap<Long, List<OracleReading>> readings() {
    NavigableMap<Long, List<OracleReading>> readings = new TreeMap<>();
    for (String channel : rule.condition().channels()) {
      for (OracleReading reading : device.readings(channel, now)) {
        readings.computeIfAbsent(reading.time(), time -> new ArrayList<>()).add(reading);
      }
    }
    return readings;
  }

  private OracleWindow window(Candidate candidate) {
    OracleSeries first = truth.series(rule.condition().channel());
    long start = ExactMath.difference(candidate.start(), rule.shaping().padBeforeNs());
    long end =
        candidate.isOpen() ? OPEN : ExactMath.sum(candidate.end(), rule.shaping().padAfterNs());
    return new OracleWindow(
        device.id(),
        Set.of(device.id()),
        first.channel().channel().id(),
        start,
        end,
        candidate.endReason(),
        onset(candidate.start(), first),
        candidate.lastTrue(),
        candidate.heldFor(),
        candidate.evidence().size(),
        new EvidenceValues(rule.condition(), first).of(candidate, start));
  }

  /**
   * Section 7: t_i for a lone silent, the oldest reading of the first span for a lone trailing
   * condition, else the start before pad.
   */
  private long onset(long start, OracleSeries series) {
    Condition condition = rule.condition();
    if (condition instanceof Condition.Silent) {
      return series.time(series.lastUpTo(start - 1));
    }
    boolean finiteOnly = true;
    long windowNs;
    if (condition instanceof SpanCondition.Trailing trailing) {
      windowNs = trailing.windowNs();
    } else if (condition instanceof SpanCondition.Flat flat) {
      windowNs = flat.windowNs();
    } else if (condition instanceof SpanCondition.Count count) {
      windowNs = count.windowNs();
      finiteOnly = false;
    } else {
      return start;
    }
    long after = ExactMath.difference(start, windowNs);
    for (int i = 0; i < series.size(); i++) {
      if (series.time(i) > after && (!finiteOnly || series.isFinite(i))) {
        return series.time(i);
      }
    }
    return start;
  }
}
