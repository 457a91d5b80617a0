package io.telltale.query.internal.plan;

import io.telltale.core.internal.codec.StripColumn;
import io.telltale.query.internal.scan.Parts;
import io.telltale.query.internal.scan.Statistics;
import java.util.Arrays;

/**
 * A condition about each value by itself, which the smallest and the greatest of several may
 * decide.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> that of its query.
 */
public abstract sealed class RangeTruth extends Truth permits DoubleRangeTruth, LongRangeTruth {
  @Override
  public boolean begin(Statistics parts, int part) {
    return true;
  }

  @Override
  public void evaluate(long[] times, long[] values, int size, TruthBits truth) {
    long[] words = truth.reserve(size);
    for (int base = 0; base < size; base += Long.SIZE) {
      words[base >>> 6] = bits(values, base, Math.min(size, base + Long.SIZE));
    }
  }

  @Override
  public int evaluateStrips(Parts parts, int size, TruthBits truth) {
    long[] words = truth.reserve(size);
    Arrays.fill(words, 0, size + Long.SIZE - 1 >>> 6, 0);
    StripColumn strips = parts.strips();
    int count = strips.count();
    int decoded = 0;
    for (int strip = 0; strip < count; strip++) {
      int from = strips.start(strip);
      while (strip < count && !isNone(strips.min(strip), strips.max(strip))) {
        strip++;
      }
      int end = Math.min(size, strips.start(strip));
      if (from < end) {
        parts.loadValues(from, end);
        evaluate(parts.values(), from, end, words);
        decoded += end - from;
      }
    }
    return decoded;
  }

  private void evaluate(long[] values, int from, int end, long[] words) {
    for (int base = from, next; base < end; base = next) {
      next = Math.min(end, (base | Long.SIZE - 1) + 1);
      words[base >>> 6] |= bits(values, base, next);
    }
  }

  /** Returns a bit, the index modulo 64, for each value of one word of bits that it is TRUE on. */
  abstract long bits(long[] values, int from, int end);

  /** Returns whether it is TRUE on no value, NaN left out, from one to another, both as bits. */
  abstract boolean isNone(long minBits, long maxBits);

  @Override
  public boolean provesNone(Statistics parts, int part) {
    return parts.isBlock(part) && verdict(parts, part) == Verdict.NONE;
  }

  @Override
  public void skip(Statistics parts, int part) {}
}
