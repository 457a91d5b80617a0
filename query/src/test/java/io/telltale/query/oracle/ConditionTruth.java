package io.telltale.query.oracle;

import io.telltale.query.Condition;
import io.telltale.query.LogicCondition;
import io.telltale.query.Rule;
import java.util.List;

/** Section 4 of the contract: the truth of a condition of one device as a function of time. */
final class ConditionTruth {
  private final OracleFleet fleet;
  private final OracleDevice device;
  private final long staleNs;
  private final long now;
  private final NearTies ties;

  ConditionTruth(OracleFleet fleet, OracleDevice device, Rule rule, long now, NearTies ties) {
    this.fleet = fleet;
    this.device = device;
    this.staleNs = rule.staleNs();
    this.now = now;
    this.ties = ties;
  }

  TruthLine line(Condition condition) {
    if (condition instanceof Condition.Silent silent) {
      return silent(series(silent.channel()), silent.durationNs());
    }
    if (condition instanceof Condition.NeverSeen never) {
      return neverSeen(series(never.channel()), never.graceNs());
    }
    if (condition instanceof LogicCondition logic) {
      List<TruthLine> terms = logic.inner().stream().map(this::line).toList();
      return TruthLine.together(terms, truths -> Kleene.of(logic, truths));
    }
    OracleSeries series = series(condition.channel());
    return TruthLine.ofReadings(series, new ReadingTruth(series, ties).of(condition));
  }

  /** Readings of the device up to now; H is what the query says, else the channel's. */
  OracleSeries series(String name) {
    OracleChannel channel = fleet.channel(name);
    long speaksForNs = staleNs > 0 ? staleNs : channel.channel().speaksForNs();
    return new OracleSeries(channel, device.readings(name, now), speaksForNs);
  }

  private TruthLine silent(OracleSeries series, long durationNs) {
    TruthLine line = new TruthLine();
    for (int i = 0; i < series.size(); i++) {
      long time = series.time(i);
      boolean last = i + 1 == series.size();
      long until = last ? now : series.time(i + 1);
      long end = last ? TruthLine.NEVER : until;
      if (ExactMath.difference(until, time) > durationNs) {
        long falls = ExactMath.sum(time, durationNs);
        line.say(time, falls, Truth.FALSE);
        line.say(falls, end, Truth.TRUE);
      } else {
        line.say(time, end, Truth.FALSE);
      }
    }
    return line;
  }

  private TruthLine neverSeen(OracleSeries series, long graceNs) {
    TruthLine line = new TruthLine();
    long registered = device.registeredAt();
    long from = ExactMath.sum(registered, graceNs);
    if (series.size() > 0) {
      long first = series.time(0);
      line.say(Long.MIN_VALUE, Math.min(from, first), Truth.FALSE);
      line.say(from, first, Truth.TRUE);
      line.say(first, TruthLine.NEVER, Truth.FALSE);
    } else if (ExactMath.difference(now, registered) > graceNs) {
      line.say(Long.MIN_VALUE, from, Truth.FALSE);
      line.say(from, TruthLine.NEVER, Truth.TRUE);
    } else {
      line.say(Long.MIN_VALUE, TruthLine.NEVER, Truth.FALSE);
    }
    return line;
  }
}
