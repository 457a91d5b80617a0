package io.telltale.query.internal.truth;

/**
 * A condition that reckons with finite values only: others are left out, and it is UNKNOWN on them.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
abstract class FiniteTruth extends LeafTruth {
  private final boolean doubles;
  private boolean exact;

  FiniteTruth(boolean doubles) {
    this.doubles = doubles;
  }

  @Override
  final int next(long timeNs, long bits) {
    arrive(timeNs);
    int truth = isFinite(bits) ? nextFinite(timeNs, bits) : Kleene.UNKNOWN;
    exact = isExactAt(timeNs);
    return truth;
  }

  @Override
  final boolean isExact() {
    return exact;
  }

  /** Whether a value of the channel is finite. */
  final boolean isFinite(long bits) {
    return !doubles || Double.isFinite(Double.longBitsToDouble(bits));
  }

  /** Returns a value of the channel as a double. */
  final double number(long bits) {
    return doubles ? Double.longBitsToDouble(bits) : bits;
  }

  /** Whether the channel's values are doubles. */
  final boolean isOfDoubles() {
    return doubles;
  }

  /** Takes note of any reading, finite or not, before it is evaluated. */
  void arrive(long timeNs) {}

  /** Returns what is so of a finite reading. */
  abstract int nextFinite(long timeNs, long bits);

  /** Whether what is said of the reading at a time, and of all later ones, is exact. */
  abstract boolean isExactAt(long timeNs);
}
