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
    evaluate(values, 0, size, truth.reserve(size));
  }

  /**
   * As {@link #evaluate(long[], long[], int, TruthBits)} for the first readings of a block that has
   * strips: decodes those strips only whose bounds leave it open, and no other value.
   */
  public void evaluateStrips(Parts parts, int size, TruthBits truth) {
    long[] words = truth.reserve(size);
    StripColumn strips = parts.strips();
    int readings = strips.size();
    int behind;
    for (int from = 0; from < size; from = behind) {
      behind = from;
      while (behind < size && !isNone(strips, behind / readings)) {
        behind = Math.min(size, behind + readings);
      }
      if (behind > from) {
        parts.loadValues(from, behind);
        evaluate(parts.values(), from, behind, words);
      } else {
        behind = Math.min(size, from + readings);
        Arrays.fill(words, from >>> 6, behind + Long.SIZE - 1 >>> 6, 0);
      }
    }
  }

  private void evaluate(long[] values, int from, int end, long[] words) {
    for (int base = from; base < end; base += Long.SIZE) {
      words[base >>> 6] = bits(values, base, Math.min(end, base + Long.SIZE));
    }
  }

  private boolean isNone(StripColumn strips, int strip) {
    return isNone(strips.min(strip), strips.max(strip));
  }

  /** Returns a bit, the index modulo 64, for each of up to 64 values that it is TRUE on. */
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
