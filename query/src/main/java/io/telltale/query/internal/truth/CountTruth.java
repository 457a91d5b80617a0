package io.telltale.query.internal.truth;

import io.telltale.query.internal.Times;

/**
 * At least n readings of {@code (t - W, t]} are TRUE.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
final class CountTruth extends InnerTruth {
  private final int n;
  private final long windowNs;

  /** All readings of the span, the TRUE ones with value 1. */
  private final PlainSpan span = new PlainSpan();

  private final OnsetColumn onsets = new OnsetColumn();
  private int trues;
  private boolean started;

  /** The latest time at which there may be a TRUE reading that was not counted. */
  private long uncounted;

  CountTruth(ReadingTruth condition, int n, long windowNs) {
    super(condition);
    this.n = n;
    this.windowNs = windowNs;
  }

  @Override
  public void begin(boolean isFromFirst) {
    super.begin(isFromFirst);
    span.clear();
    onsets.clear();
    trues = 0;
    started = false;
  }

  @Override
  public long spanNs() {
    return Times.plus(windowNs, super.spanNs());
  }

  @Override
  public long onset(ReadingBuffer buffer, int i) {
    return onsets.at(i);
  }

  @Override
  public void drop(int count) {
    super.drop(count);
    onsets.drop(count);
  }

  @Override
  void evaluate(ReadingBuffer buffer, int ready) {
    for (int i = done(); i < ready; i++) {
      long time = buffer.time(i);
      long start = Times.minus(time, windowNs);
      if (!started) {
        started = true;
        uncounted = Times.minus(time, 1);
      }
      int said = inner(0).at(i);
      if ((said & Kleene.INEXACT) != 0) {
        uncounted = time;
      }
      int one = Kleene.truth(said) == Kleene.TRUE ? 1 : 0;
      span.add(time, one);
      trues += one;
      while (span.size() > 0 && span.oldestTime() <= start) {
        trues -= (int) span.oldestValue();
        span.remove();
      }
      onsets.add(span.size() > 0 ? span.oldestTime() : time);
      say(Kleene.of(trues >= n), fromFirst || uncounted <= start);
    }
  }
}
