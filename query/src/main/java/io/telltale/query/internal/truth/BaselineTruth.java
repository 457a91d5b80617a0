package io.telltale.query.internal.truth;

import io.telltale.query.internal.Times;

/**
 * How far a value lies from those of {@code [t - W, t)}.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
abstract class BaselineTruth extends FiniteTruth {
  private static final double DEVIATION_OF_MAD = 1.4826;

  private final double k;
  private final long windowNs;
  private final double floor;
  private final int minSamples;
  private final Span span;
  private boolean started;
  private long first;

  BaselineTruth(boolean doubles, double k, long windowNs, double floor, int minSamples, Span span) {
    super(doubles);
    this.k = k;
    this.windowNs = windowNs;
    this.floor = floor;
    this.minSamples = minSamples;
    this.span = span;
  }

  @Override
  public void begin(boolean isFromFirst) {
    super.begin(isFromFirst);
    started = false;
  }

  @Override
  public long spanNs() {
    return windowNs;
  }

  @Override
  void arrive(long timeNs) {
    if (!started) {
      started = true;
      first = timeNs;
    }
  }

  @Override
  final int nextFinite(long timeNs, long bits) {
    long start = Times.minus(timeNs, windowNs);
    while (span.size() > 0 && span.oldestTime() < start) {
      span.remove();
    }
    double v = number(bits);
    int truth =
        span.size() < minSamples
            ? Kleene.UNKNOWN
            : Kleene.of(distance(v) > k * Math.max(deviation(), floor));
    span.add(timeNs, Double.doubleToRawLongBits(v + 0.0));
    return truth;
  }

  @Override
  final boolean isExactAt(long timeNs) {
    return first <= Times.minus(timeNs, windowNs);
  }

  /** Returns how far a value lies from the middle of the span, which has readings. */
  abstract double distance(double v);

  /** Returns the deviation of the span, after {@link #distance}. */
  abstract double deviation();

  /** In standard deviations from the mean. */
  static final class ZScore extends BaselineTruth {
    private final MomentsSpan moments;

    ZScore(
        boolean doubles, double k, long windowNs, double floor, int minSamples, MomentsSpan span) {
      super(doubles, k, windowNs, floor, minSamples, span);
      moments = span;
    }

    @Override
    public void begin(boolean isFromFirst) {
      super.begin(isFromFirst);
      moments.forget();
    }

    @Override
    double distance(double v) {
      moments.reckon();
      return Math.abs(v - moments.mean());
    }

    @Override
    double deviation() {
      return moments.deviation();
    }
  }

  /** In median deviations from the median. */
  static final class Mad extends BaselineTruth {
    private final SortedSpan sorted;
    private double median;

    Mad(boolean doubles, double k, long windowNs, double floor, int minSamples, SortedSpan span) {
      super(doubles, k, windowNs, floor, minSamples, span);
      sorted = span;
    }

    @Override
    public void begin(boolean isFromFirst) {
      super.begin(isFromFirst);
      sorted.forget();
    }

    @Override
    double distance(double v) {
      median = sorted.median();
      return Math.abs(v - median);
    }

    @Override
    double deviation() {
      return DEVIATION_OF_MAD * sorted.medianDistance(median);
    }
  }
}
