package io.telltale.core.internal.codec;

import io.telltale.core.HotPath;
import java.util.Arrays;

/**
 * Chooses base, width and exceptions for some integers and writes them as {@link PackedLayout}
 * says. First {@link #plan}, which tells the size, then perhaps {@link #write}.
 *
 * <p>The choice is made from a histogram of the distances from a middle, on either side, in classes
 * of half an octave: each width is then tried with a few windows about that middle, in constant
 * time each. It follows Zukowski, Heman, Nes, Boncz, "Super-Scalar RAM-CPU Cache Compression" (ICDE
 * 2006, section 3.1: PFOR), which chooses from a sorted sample instead.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b> a
 * plan is valid until the next.
 */
final class PackedEncoder {
  private static final int CLASSES = Widths.MAX_CODE + 4;

  /** Integers that the middle is taken from. */
  private static final int SAMPLE = 15;

  /** Of which so many must lie within 9/16 of the range: 11/16 is the mean of even noise. */
  private static final int MOST = 12;

  /** From this size on, every other integer is counted. */
  private static final int SPARSE_SIZE = 512;

  /** At most one in so many is an exception: each costs a decoder some nanoseconds. */
  private static final int EXCEPTION_SHARE = 6;

  private static final int FROM_SMALLEST = 0;
  private static final int UP_TO_GREATEST = 1;
  private static final int CENTERED = 2;
  private static final int HIGH = 3;
  private static final int WINDOWS = 5;

  private final long[] sample = new long[SAMPLE];
  private final int[] above = new int[CLASSES];
  private final int[] below = new int[CLASSES];
  private final int[] counts = new int[2 * CLASSES];
  private final long[] fields = new long[BlockBuffer.CAPACITY];
  private final BitPacking packing;

  private int n;
  private long min;
  private long max;
  private long middle;
  private long base;
  private int code;
  private int exceptions;
  private int excessBits;
  private long bestBits;
  private long window;
  private int fewest;

  /** The scratch may be shared by all encoders of a thread. */
  PackedEncoder(BitPacking packing) {
    this.packing = packing;
  }

  /**
   * Plans for n integers, 0 to 1,024.
   *
   * @return the bits that they take; those of whole words are rounded up
   */
  @HotPath
  long plan(long[] integers, int n) {
    findExtremes(integers, n);
    return plan(integers, n, min, max);
  }

  /** By itself: the JVM compiles whatever stands behind a hot loop along with it. */
  private void findExtremes(long[] integers, int n) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      low = Math.min(low, integers[i]);
      high = Math.max(high, integers[i]);
    }
    min = low;
    max = high;
  }

  /** As {@link #plan(long[], int)} with the extremes known. */
  long plan(long[] integers, int n, long low, long high) {
    this.n = n;
    min = n == 0 ? 0 : low;
    max = n == 0 ? 0 : high;
    base = min;
    code = codeFor(max - min);
    exceptions = 0;
    excessBits = 0;
    bestBits = size(code, base, 0, 0);
    if (code > 0 && n > 2) {
      if (takeMiddle(integers)) {
        histogram(integers);
        int fullCode = code;
        long fullBits = bestBits;
        narrow(fullCode);
        if (code != fullCode) {
          recount(integers);
        }
        if (bestBits > fullBits) {
          base = min;
          code = fullCode;
          exceptions = 0;
          excessBits = 0;
          bestBits = fullBits;
        }
      }
    }
    return bestBits;
  }

  /** Plans for n integers from 0 to the capacity of a code, without looking at them. */
  long planFull(int n, int code) {
    this.n = n;
    this.code = n <= PackedLayout.SERIAL_FIELDS ? code + (code & 1) : code;
    base = 0;
    exceptions = 0;
    return size(this.code, 0, 0, 0);
  }

  private int codeFor(long range) {
    int narrowest = Widths.codeFor(range);
    return n <= PackedLayout.SERIAL_FIELDS ? narrowest + (narrowest & 1) : narrowest;
  }

  private long size(int code, long base, int exceptions, int excessBits) {
    int bits =
        PackedLayout.CODE_BITS
            + PackedLayout.signedBits(base)
            + PackedLayout.countBits(exceptions)
            + (exceptions == 0
                ? 0
                : PackedLayout.LENGTH_BITS
                    + exceptions * (PackedLayout.positionBits(n) + excessBits));
    return n <= PackedLayout.SERIAL_FIELDS
        ? bits + (long) n * Widths.lowBits(code)
        : bits + ((long) BitPacking.words(n, code) << 6);
  }

  /**
   * Sorts a few by insertion and takes their median.
   *
   * @return whether most of them lie so near that exceptions may pay
   */
  private boolean takeMiddle(long[] integers) {
    int size = Math.min(SAMPLE, n);
    for (int i = 0; i < size; i++) {
      long x = integers[(int) ((2L * i + 1) * n / (2L * size))];
      int at = i;
      for (; at > 0 && sample[at - 1] > x; at--) {
        sample[at] = sample[at - 1];
      }
      sample[at] = x;
    }
    middle = sample[size >>> 1];
    if (size < SAMPLE) {
      return true;
    }
    long range = max - min;
    long nearest = range;
    for (int i = 0; i + MOST <= SAMPLE; i++) {
      long spread = sample[i + MOST - 1] - sample[i];
      nearest = Long.compareUnsigned(spread, nearest) < 0 ? spread : nearest;
    }
    return Long.compareUnsigned(nearest, (range >>> 1) + (range >>> 4)) < 0;
  }

  /** Counts how many are at least as far away as each class, above and below the middle. */
  private void histogram(long[] integers) {
    Arrays.fill(counts, 0);
    long center = middle;
    int stride = n >= SPARSE_SIZE ? 2 : 1;
    for (int i = 0; i < n; i += stride) {
      long distance = integers[i] - center;
      long sign = distance >> Long.SIZE - 1;
      counts[Widths.classOf(distance ^ sign) + (int) (sign & CLASSES)] += stride;
    }
    int over = 0;
    int under = 0;
    for (int c = CLASSES - 1; c >= 0; c--) {
      over += counts[c];
      under += counts[c + CLASSES];
      above[c] = over;
      below[c] = under;
    }
  }

  /** Tries narrower and narrower codes, each with the window that leaves out the fewest. */
  private void narrow(int fullCode) {
    int limit = n / EXCEPTION_SHARE;
    int step = n <= PackedLayout.SERIAL_FIELDS ? 2 : 1;
    for (int c = Math.min(fullCode - step, Widths.MAX_PATCHED_CODE); c >= 0; c -= step) {
      if (c != 1) {
        chooseWindow(Widths.capacity(c));
        if (fewest > limit) {
          return;
        }
        int bits = fewest == 0 ? 0 : excessBits(c, window);
        long size = size(c, window, fewest, bits);
        if (size < bestBits) {
          bestBits = size;
          code = c;
          base = window;
          exceptions = fewest;
          excessBits = bits;
        }
      }
    }
  }

  /** Tries windows from the smallest on, up to the greatest, then about the middle. */
  private void chooseWindow(long capacity) {
    fewest = Integer.MAX_VALUE;
    for (int k = FROM_SMALLEST; k < WINDOWS; k++) {
      long down = below(k, capacity);
      if (Long.compareUnsigned(down, capacity) < 0) {
        int outside = k == FROM_SMALLEST ? 0 : outside(below, down);
        outside += k == UP_TO_GREATEST ? 0 : outside(above, capacity - down);
        if (outside < fewest) {
          fewest = outside;
          window = middle - down;
        }
      }
    }
  }

  /** How far below the middle a window begins. */
  private long below(int k, long capacity) {
    switch (k) {
      case FROM_SMALLEST:
        return middle - min;
      case UP_TO_GREATEST:
        return capacity - 1 - (max - middle);
      case CENTERED:
        return capacity >>> 1;
      case HIGH:
        return capacity >>> 2;
      default:
        return capacity - (capacity >>> 2);
    }
  }

  /** How many are at least so far away, or a little nearer. */
  private static int outside(int[] side, long distance) {
    return side[distance == 0 ? 0 : Widths.codeWithin(distance) + 2];
  }

  private int excessBits(int c, long base) {
    long low = min - base;
    long high = max - base;
    if (max - min < 0 || low > 0 || high < 0) {
      return Long.SIZE - Widths.lowBits(c);
    }
    long capacity = Widths.capacity(c);
    return Math.max(
        Widths.of(Widths.zigzag(Math.floorDiv(low, capacity))),
        Widths.of(Widths.zigzag(Math.floorDiv(high, capacity))));
  }

  /** The histogram counts some that lie inside, and a part of all only. */
  private void recount(long[] integers) {
    exceptions = countOutside(integers, n, base, Widths.capacity(code) - 1);
    excessBits = exceptions == 0 ? 0 : excessBits(code, base);
    bestBits = size(code, base, exceptions, excessBits);
  }

  private static int countOutside(long[] integers, int n, long base, long last) {
    long outside = 0;
    for (int i = 0; i < n; i++) {
      long field = integers[i] - base;
      outside += (field | last - field) >>> Long.SIZE - 1;
    }
    return (int) outside;
  }

  /** Writes what was planned. */
  @HotPath
  void write(long[] integers, BitWriter writer) {
    writer.put(code, PackedLayout.CODE_BITS);
    writer.putSigned(base);
    writer.putCount(exceptions);
    subtract(integers, fields, n, base);
    if (exceptions > 0) {
      writer.put(excessBits, PackedLayout.LENGTH_BITS);
      writeExceptions(writer);
    }
    if (n <= PackedLayout.SERIAL_FIELDS) {
      int bits = Widths.lowBits(code);
      for (int i = 0; i < n; i++) {
        writer.put(fields[i], bits);
      }
    } else {
      writer.align();
      packing.pack(fields, n, code, writer.column(), writer.word());
      writer.skipWords(BitPacking.words(n, code));
    }
  }

  private static void subtract(long[] integers, long[] into, int n, long base) {
    for (int i = 0; i < n; i++) {
      into[i] = integers[i] - base;
    }
  }

  private void writeExceptions(BitWriter writer) {
    long capacity = Widths.capacity(code);
    int positionBits = PackedLayout.positionBits(n);
    for (int i = 0; i < n; i++) {
      if (Long.compareUnsigned(fields[i], capacity) >= 0) {
        long excess = Math.floorDiv(fields[i], capacity);
        fields[i] -= excess * capacity;
        writer.put(i, positionBits);
        writer.put(Widths.zigzag(excess), excessBits);
      }
    }
  }
}
