package io.telltale.query.internal.truth;

import io.telltale.core.internal.codec.BlockBuffer;
import java.util.Arrays;

/**
 * For each reading of a buffer, when the span that it was judged by began to have readings.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
final class OnsetColumn {
  private long[] onsets = new long[BlockBuffer.CAPACITY];
  private int size;

  void clear() {
    size = 0;
  }

  void add(long onsetNs) {
    if (size == onsets.length) {
      onsets = Arrays.copyOf(onsets, 2 * size);
    }
    onsets[size++] = onsetNs;
  }

  /** Sets the onset of the reading added last. */
  void correct(long onsetNs) {
    onsets[size - 1] = onsetNs;
  }

  void drop(int count) {
    size -= count;
    System.arraycopy(onsets, count, onsets, 0, size);
  }

  long at(int i) {
    return onsets[i];
  }
}
