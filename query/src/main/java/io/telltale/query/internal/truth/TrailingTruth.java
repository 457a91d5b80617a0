package io.telltale.query.internal.truth;

import io.telltale.query.internal.Times;

/**
 * An aggregate over {@code (t - W, t]}, compared.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
abstract class TrailingTruth extends FiniteTruth {
  private final long windowNs;
  private final Span span;
  private final OnsetColumn onsets = new OnsetColumn();

  /** Whether a finite reading lies at or before the span's start. */
  private boolean reachesBack;

  TrailingTruth(boolean doubles, long windowNs, Span span) {
    super(doubles);
    this.windowNs = windowNs;
    this.span = span;
  }

  @Override
  public void begin(boolean isFromFirst) {
    super.begin(isFromFirst);
    span.clear();
    reachesBack = false;
    onsets.clear();
  }

  @Override
  public long spanNs() {
    return windowNs;
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
  void arrive(long timeNs) {
    onsets.add(timeNs);
  }

  @Override
  final int nextFinite(long timeNs, long bits) {
    add(timeNs, bits);
    long start = Times.minus(timeNs, windowNs);
    while (span.size() > 0 && span.oldestTime() <= start) {
      remove();
      reachesBack = true;
    }
    if (span.size() < 2 || !reachesBack) {
      return Kleene.UNKNOWN;
    }
    onsets.correct(span.oldestTime());
    return next(timeNs);
  }

  @Override
  final boolean isExactAt(long timeNs) {
    return reachesBack;
  }

  /** Adds a reading to the span. */
  abstract void add(long timeNs, long bits);

  /** Removes the oldest reading of the span. */
  void remove() {
    span.remove();
  }

  /** Returns what is so of the span that ends at a time. */
  abstract int next(long timeNs);

  /** Returns the span's length. */
  final long windowNs() {
    return windowNs;
  }

  /** The mean or the standard deviation. */
  static final class OfMoments extends TrailingTruth {
    private final MomentsSpan moments;
    private final boolean deviation;
    private final NumberTest test;

    OfMoments(
        boolean doubles, long windowNs, MomentsSpan span, boolean deviation, NumberTest test) {
      super(doubles, windowNs, span);
      this.moments = span;
      this.deviation = deviation;
      this.test = test;
    }

    @Override
    public void begin(boolean isFromFirst) {
      super.begin(isFromFirst);
      moments.forget();
    }

    @Override
    void add(long timeNs, long bits) {
      moments.add(timeNs, Double.doubleToRawLongBits(number(bits)));
    }

    @Override
    int next(long timeNs) {
      moments.reckon();
      return Kleene.of(test.test(deviation ? moments.deviation() : moments.mean()));
    }
  }

  /** The smallest, the largest, or the distance between them. */
  static class OfExtremes extends TrailingTruth {
    /** Which. */
    enum Of {
      LEAST,
      MOST,
      RANGE
    }

    private final ExtremesSpan extremes;
    private final Of of;
    private final NumberTest test;

    OfExtremes(boolean doubles, long windowNs, ExtremesSpan span, Of of, NumberTest test) {
      super(doubles, windowNs, span);
      this.extremes = span;
      this.of = of;
      this.test = test;
    }

    @Override
    void add(long timeNs, long bits) {
      extremes.add(
          timeNs, isOfDoubles() ? ExtremesSpan.sortable(Double.longBitsToDouble(bits)) : bits);
    }

    @Override
    int next(long timeNs) {
      long least = extremes.least();
      long most = extremes.most();
      if (isOfDoubles()) {
        double lowest = ExtremesSpan.number(least);
        double highest = ExtremesSpan.number(most);
        return Kleene.of(
            test.test(of == Of.LEAST ? lowest : of == Of.MOST ? highest : highest - lowest));
      }
      return Kleene.of(
          of == Of.RANGE ? test.test(0, most - least) : test.test(of == Of.LEAST ? least : most));
    }
  }

  /** The range is small, and readings speak for all of the span. */
  static final class Flat extends OfExtremes {
    private boolean hasPrevious;
    private long previous;
    private long speakingSince;

    Flat(boolean doubles, long windowNs, ExtremesSpan span, NumberTest test) {
      super(doubles, windowNs, span, Of.RANGE, test);
    }

    @Override
    public void begin(boolean isFromFirst) {
      super.begin(isFromFirst);
      hasPrevious = false;
    }

    @Override
    void arrive(long timeNs) {
      super.arrive(timeNs);
      if (!hasPrevious || Times.minus(timeNs, previous) > speaksNs) {
        speakingSince = timeNs;
      }
      hasPrevious = true;
      previous = timeNs;
    }

    @Override
    int next(long timeNs) {
      return speakingSince <= Times.minus(timeNs, windowNs()) ? super.next(timeNs) : Kleene.UNKNOWN;
    }
  }

  /** The sum of rises. */
  static final class Increase extends TrailingTruth {
    private final RisesSpan rises;
    private final NumberTest test;
    private boolean hasPrevious;
    private long previousBits;
    private long sumHigh;
    private long sumLow;

    /** Values of an integer channel before the readings in the span. */
    private final PlainSpan befores = new PlainSpan();

    Increase(boolean doubles, long windowNs, RisesSpan span, NumberTest test) {
      super(doubles, windowNs, span);
      this.rises = span;
      this.test = test;
    }

    @Override
    public void begin(boolean isFromFirst) {
      super.begin(isFromFirst);
      befores.clear();
      hasPrevious = false;
      sumHigh = 0;
      sumLow = 0;
    }

    @Override
    void add(long timeNs, long bits) {
      // The first reading has no rise; the span is UNKNOWN until that one has left it.
      long before = hasPrevious ? previousBits : bits;
      hasPrevious = true;
      previousBits = bits;
      if (isOfDoubles()) {
        double v = Double.longBitsToDouble(bits);
        double u = Double.longBitsToDouble(before);
        rises.add(timeNs, Double.doubleToRawLongBits(v < u ? v : v - u));
      } else {
        rises.add(timeNs, bits);
        befores.add(timeNs, before);
        count(bits, before, 1);
      }
    }

    @Override
    void remove() {
      if (!isOfDoubles()) {
        count(rises.oldestValue(), befores.oldestValue(), -1);
        befores.remove();
      }
      super.remove();
    }

    /** Adds a rise to the sum of 128 bits, or takes it away: integers lose nothing. */
    private void count(long value, long before, int sign) {
      // A rise that 64 bits cannot hold as a signed number is one without a sign.
      long low = value < before ? value : value - before;
      long high = value < before && value < 0 ? -1 : 0;
      if (sign < 0) {
        long difference = sumLow - low;
        sumHigh -= high + (Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0);
        sumLow = difference;
      } else {
        sumLow += low;
        sumHigh += high + (Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0);
      }
    }

    @Override
    int next(long timeNs) {
      return Kleene.of(isOfDoubles() ? test.test(rises.sum()) : test.test(sumHigh, sumLow));
    }
  }
}
