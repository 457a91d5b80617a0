package io.telltale.query.internal.truth;

import io.telltale.query.internal.Times;
import java.util.Arrays;

/**
 * How far a value lies from those that speak whole periods before.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
final class SeasonalTruth extends LeafTruth {
  private static final int LEAST_VALUES = 2;

  private final boolean doubles;
  private final double k;
  private final long periodNs;
  private final double floor;

  /** All readings from the one that speaks at the earliest time asked for. */
  private final PlainSpan past = new PlainSpan();

  private final MomentsSpan moments = new MomentsSpan();

  /** For each cycle, the number of the first reading later than the time asked for. */
  private final long[] next;

  private long first;
  private boolean exact;

  SeasonalTruth(boolean doubles, double k, long periodNs, int cycles, double floor) {
    this.doubles = doubles;
    this.k = k;
    this.periodNs = periodNs;
    this.floor = floor;
    next = new long[cycles];
  }

  @Override
  public void begin(boolean isFromFirst) {
    super.begin(isFromFirst);
    past.clear();
    Arrays.fill(next, 0);
  }

  @Override
  public long spanNs() {
    long span = 0;
    for (int cycle = 0; cycle < next.length && span < Long.MAX_VALUE; cycle++) {
      span = Times.plus(span, periodNs);
    }
    return span;
  }

  @Override
  boolean isExact() {
    return exact;
  }

  @Override
  int next(long timeNs, long bits) {
    if (past.nextNumber() == 0) {
      first = timeNs;
    }
    past.add(timeNs, bits);
    moments.forget();
    long at = timeNs;
    for (int cycle = 0; cycle < next.length; cycle++) {
      at = Times.minus(at, periodNs);
      ask(cycle, at);
    }
    while (past.oldestNumber() + 1 < next[next.length - 1]) {
      past.remove();
    }
    double v = doubles ? Double.longBitsToDouble(bits) : bits;
    exact = first <= at;
    if (!Double.isFinite(v) || moments.size() < LEAST_VALUES) {
      return Kleene.UNKNOWN;
    }
    moments.reckon();
    return Kleene.of(Math.abs(v - moments.mean()) > k * Math.max(moments.deviation(), floor));
  }

  /** Adds the finite value that speaks at a time, if there is one. */
  private void ask(int cycle, long at) {
    while (next[cycle] < past.nextNumber() && past.timeOf(next[cycle]) <= at) {
      next[cycle]++;
    }
    long number = next[cycle] - 1;
    if (number < past.oldestNumber()) {
      return;
    }
    boolean speaks = speaksNs == Long.MAX_VALUE || Times.minus(at, past.timeOf(number)) < speaksNs;
    long bits = past.valueOf(number);
    double v = doubles ? Double.longBitsToDouble(bits) : bits;
    if (speaks && Double.isFinite(v)) {
      moments.add(at, Double.doubleToRawLongBits(v));
    }
  }
}
