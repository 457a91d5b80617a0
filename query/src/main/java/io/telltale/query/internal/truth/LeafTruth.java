package io.telltale.query.internal.truth;

/**
 * A condition that needs no other condition and no later reading.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
abstract class LeafTruth extends ReadingTruth {
  @Override
  public void advance(ReadingBuffer buffer, boolean last) {
    int size = buffer.size();
    reserve(size);
    for (int i = done(); i < size; i++) {
      int truth = next(buffer.time(i), buffer.value(i));
      say(truth, fromFirst || isExact());
    }
  }

  /** Returns what is so of the next reading. */
  abstract int next(long timeNs, long bits);

  /** Whether readings before the first one fed could not change what was said last, or later. */
  abstract boolean isExact();
}
