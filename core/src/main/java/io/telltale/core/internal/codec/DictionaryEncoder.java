package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import java.util.Arrays;

/**
 * Writes the different values once, in ascending order of their bits, as a column of their own, and
 * for each reading the number of its value.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> a
 * plan is valid until the next.
 */
final class DictionaryEncoder implements ColumnEncoder {
  private static final int MAX_ENTRIES = 512;
  private static final int SLOTS = 2048;
  private static final int SLOT_SHIFT = Long.SIZE - 11;
  private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

  private static final int SAMPLE = 64;
  private static final int MAX_BITS = 9;

  /** So many more different values in a sample than the mean are put down to chance. */
  private static final int TOLERANCE = 2;

  private final long[] entries = new long[MAX_ENTRIES];
  private final int[] entrySlots = new int[MAX_ENTRIES];
  private final long[] keys = new long[SLOTS];
  private final short[] numbers = new short[SLOTS];
  private final long[] indexes = new long[BlockBuffer.CAPACITY];
  private final PackedEncoder packer;
  private final PlainEncoder nested;

  private int size;

  DictionaryEncoder(BitPacking packing) {
    packer = new PackedEncoder(packing);
    nested = new PlainEncoder(packing);
    Arrays.fill(numbers, (short) -1);
  }

  @Override
  @HotPath
  public long plan(long[] values, int n, Kind kind, long limit) {
    if (!mayRepeat(values, n, limit)) {
      return Long.MAX_VALUE;
    }
    boolean few = collect(values, n, limit);
    if (few) {
      numberEntries(n);
    }
    forgetSlots();
    if (!few) {
      return Long.MAX_VALUE;
    }
    long bits =
        PackedLayout.ENCODING_BITS
            + PackedLayout.SIZE_BITS
            + packer.planFull(n, Widths.codeFor(size - 1));
    return PackedLayout.wholeWords(bits) + nested.plan(entries, size, kind, limit);
  }

  /** By itself: the JVM compiles whatever stands behind a hot loop along with it. */
  private void numberEntries(int n) {
    ShellSort.sort(entries, size);
    for (int k = 0; k < size; k++) {
      numbers[slot(entries[k])] = (short) k;
    }
    for (int i = 0; i < n; i++) {
      indexes[i] = numbers[(int) indexes[i]];
    }
  }

  private void forgetSlots() {
    for (int k = 0; k < size; k++) {
      numbers[entrySlots[k]] = -1;
    }
  }

  /** Whether as few values as would pay might be what a sample is of. */
  private boolean mayRepeat(long[] values, int n, long limit) {
    int sampled = Math.min(SAMPLE, n);
    size = 0;
    for (int i = 0; i < sampled; i++) {
      number(values[i * n / sampled]);
    }
    for (int k = 0; k < size; k++) {
      numbers[entrySlots[k]] = -1;
    }
    if (sampled == n) {
      // All are known, and one that comes once takes more here than elsewhere.
      return size <= n / 2;
    }
    double bits = Math.min(MAX_BITS, (double) limit / n);
    double most = Math.scalb(1 + (bits - (int) bits), (int) bits);
    double expected = most * (1 - Math.exp(-sampled / most));
    return size <= expected + TOLERANCE;
  }

  /** Numbers all values, unless there are too many for it to pay. */
  private boolean collect(long[] values, int n, long limit) {
    size = 0;
    int most = MAX_ENTRIES;
    // Each number of entries needs a width: above which it alone takes all there is.
    while (most > 1 && (long) n * Widths.of(most / 2 - 1) >= limit) {
      most >>>= 1;
    }
    for (int i = 0; i < n; i++) {
      int slot = number(values[i]);
      if (size > most || slot < 0) {
        return false;
      }
      indexes[i] = slot;
    }
    return true;
  }

  /** Returns the slot of a value, a new one if need be; -1 when there are too many. */
  private int number(long value) {
    int slot = slot(value);
    if (numbers[slot] < 0) {
      if (size == MAX_ENTRIES) {
        return -1;
      }
      keys[slot] = value;
      numbers[slot] = (short) size;
      entrySlots[size] = slot;
      entries[size++] = value;
    }
    return slot;
  }

  private int slot(long value) {
    int slot = (int) (value * GOLDEN_RATIO >>> SLOT_SHIFT);
    while (numbers[slot] >= 0 && keys[slot] != value) {
      slot = slot + 1 & SLOTS - 1;
    }
    return slot;
  }

  @Override
  @HotPath
  public void write(long[] values, BitWriter writer) {
    writer.put(nested.encoding().id(), PackedLayout.ENCODING_BITS);
    writer.put(size, PackedLayout.SIZE_BITS);
    packer.write(indexes, writer);
    writer.align();
    nested.write(entries, writer);
  }
}
