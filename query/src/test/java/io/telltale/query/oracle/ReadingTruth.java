package io.telltale.query.oracle;

import io.telltale.core.Kind;
import io.telltale.query.Condition;
import io.telltale.query.LatchCondition;
import io.telltale.query.LogicCondition;
import io.telltale.query.SpanCondition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Section 4 of the contract: what a condition says of each reading of one series. */
final class ReadingTruth {
  private final OracleSeries series;
  private final NearTies ties;
  private final SpanTruth spans;

  ReadingTruth(OracleSeries series, NearTies ties) {
    this.series = series;
    this.ties = ties;
    this.spans = new SpanTruth(series, ties);
  }

  List<Truth> of(Condition condition) {
    if (condition instanceof LatchCondition.Hysteresis latch) {
      return hysteresis(of(latch.enter()), of(latch.exit()));
    }
    if (condition instanceof LatchCondition.Debounce latch) {
      return debounced(of(latch.condition()), latch.on(), latch.off());
    }
    if (condition instanceof SpanCondition.Count count) {
      return counted(of(count.condition()), count.n(), count.windowNs());
    }
    if (condition instanceof LogicCondition logic) {
      List<List<Truth>> terms = logic.inner().stream().map(this::of).toList();
      return each(i -> Kleene.of(logic, terms.stream().map(term -> term.get(i)).toList()));
    }
    return each(i -> verdict(condition, i));
  }

  private interface Verdict {
    Truth of(int reading);
  }

  private List<Truth> each(Verdict verdict) {
    return IntStream.range(0, series.size()).mapToObj(verdict::of).toList();
  }

  private Truth verdict(Condition condition, int i) {
    if (condition instanceof Condition.NotFinite) {
      return ValueTruth.truth(!series.isFinite(i));
    }
    if (condition instanceof SpanCondition.Trailing trailing) {
      return spans.trailing(trailing, i);
    }
    if (condition instanceof SpanCondition.Flat flat) {
      return spans.flat(flat, i);
    }
    if (condition instanceof SpanCondition.ZScore zscore) {
      return spans.zscore(zscore, i);
    }
    if (condition instanceof SpanCondition.Mad mad) {
      return spans.mad(mad, i);
    }
    if (condition instanceof SpanCondition.Seasonal seasonal) {
      return spans.seasonal(seasonal, i);
    }
    return isChange(condition) ? change(condition, i) : value(condition, i);
  }

  private static boolean isChange(Condition condition) {
    return condition instanceof Condition.RateOutside
        || condition instanceof Condition.RateAbove
        || condition instanceof Condition.RateBelow
        || condition instanceof Condition.Jump
        || condition instanceof Condition.Changed;
  }

  private Truth value(Condition condition, int i) {
    if (series.isNaN(i)) {
      return Truth.UNKNOWN;
    }
    if (condition instanceof Condition.Is is) {
      return ValueTruth.truth(
          is.states().contains(series.channel().states().get((int) series.bits(i))));
    }
    Number value = series.number(i);
    if (condition instanceof Condition.Inside range) {
      return ValueTruth.truth(ValueTruth.inside(value, range.lo(), range.hi()));
    }
    if (condition instanceof Condition.Outside range) {
      return ValueTruth.truth(!ValueTruth.inside(value, range.lo(), range.hi()));
    }
    Condition.Compare compare = (Condition.Compare) condition;
    return ValueTruth.truth(ValueTruth.holds(compare.comparison(), value, compare.limit()));
  }

  /** Against the previous finite reading; UNKNOWN unless t_i - t_j is at most H. */
  private Truth change(Condition condition, int i) {
    int j = series.finiteBefore(i);
    if (j < 0 || !series.isFinite(i)) {
      return Truth.UNKNOWN;
    }
    long elapsed = ExactMath.difference(series.time(i), series.time(j));
    if (elapsed > series.speaksForNs()) {
      return Truth.UNKNOWN;
    }
    if (condition instanceof Condition.Changed) {
      return ValueTruth.truth(ExactMath.compare(series.number(i), series.number(j)) != 0);
    }
    if (condition instanceof Condition.Jump jump) {
      return jump(jump.distance(), i, j);
    }
    double rate =
        ExactMath.valueDifference(series.kind(), series.bits(i), series.bits(j)) / (elapsed / 1e9);
    if (condition instanceof Condition.RateAbove above) {
      return ValueTruth.truth(rate > above.perSecond());
    }
    if (condition instanceof Condition.RateBelow below) {
      return ValueTruth.truth(rate < below.perSecond());
    }
    return ValueTruth.truth(Math.abs(rate) > ((Condition.RateOutside) condition).perSecond());
  }

  private Truth jump(Number limit, int i, int j) {
    BigDecimal distance =
        ExactMath.decimal(series.number(i)).subtract(ExactMath.decimal(series.number(j))).abs();
    boolean holds = ExactMath.compare(distance, limit) > 0;
    if (series.kind() == Kind.DOUBLE) {
      double rounded =
          Math.abs(ExactMath.valueDifference(series.kind(), series.bits(i), series.bits(j)));
      ties.checkSame(holds, ExactMath.compare(rounded, limit) > 0);
    }
    return ValueTruth.truth(holds);
  }

  private List<Truth> hysteresis(List<Truth> enter, List<Truth> exit) {
    List<Truth> truths = new ArrayList<>();
    boolean state = false;
    for (int i = 0; i < series.size(); i++) {
      boolean enters = enter.get(i) == Truth.TRUE;
      boolean exits = exit.get(i) == Truth.TRUE;
      boolean unknown =
          !enters && !exits && (enter.get(i) == Truth.UNKNOWN || exit.get(i) == Truth.UNKNOWN);
      state = state && !startsAnew(i);
      if (enters && exits) {
        state = !state;
      } else if (enters || exits) {
        state = enters;
      }
      truths.add(unknown ? Truth.UNKNOWN : ValueTruth.truth(state));
    }
    return truths;
  }

  /**
   * TRUE from the first of so many TRUE readings in a row, FALSE from the first of so many FALSE
   * ones: a run that gets that long is written over from its first reading on.
   */
  private List<Truth> debounced(List<Truth> inner, int on, int off) {
    List<Truth> truths = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    Truth state = Truth.FALSE;
    for (int i = 0; i < series.size(); i++) {
      if (startsAnew(i)) {
        run.clear();
        state = Truth.FALSE;
      }
      Truth now = inner.get(i);
      if (now == Truth.UNKNOWN) {
        truths.add(Truth.UNKNOWN);
        continue;
      }
      truths.add(state);
      if (now == state) {
        run.clear();
        continue;
      }
      run.add(i);
      if (run.size() >= (now == Truth.TRUE ? on : off)) {
        state = now;
        run.forEach(j -> truths.set(j, now));
        run.clear();
      }
    }
    return truths;
  }

  private List<Truth> counted(List<Truth> inner, int n, long windowNs) {
    return each(
        i -> {
          long found =
              IntStream.of(series.trailing(i, windowNs))
                  .filter(j -> inner.get(j) == Truth.TRUE)
                  .count();
          return ValueTruth.truth(found >= n);
        });
  }

  /** Neighbours more than H apart start state and counts anew. */
  private boolean startsAnew(int i) {
    return i > 0 && ExactMath.difference(series.time(i), series.time(i - 1)) > series.speaksForNs();
  }
}
