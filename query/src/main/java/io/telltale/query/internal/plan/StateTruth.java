package io.telltale.query.internal.plan;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.scan.Statistics;
import java.util.List;

/**
 * The state is one of a few. Codes are looked up at each run, so that a state that a device reports
 * for the first time after the query was built is found.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * that of its query.
 */
public final class StateTruth extends Truth {
  private final int channel;
  private final String[] states;
  private final long[] codes;
  private int codeCount;

  /** Creates the test; it matches nothing before {@link #startRun}. */
  public StateTruth(int channel, List<String> states) {
    this.channel = channel;
    this.states = states.toArray(new String[0]);
    this.codes = new long[this.states.length];
  }

  @Override
  public void startRun(Catalog catalog, long newSpeaksNs) {
    super.startRun(catalog, newSpeaksNs);
    codeCount = 0;
    for (String state : states) {
      int code = catalog.findState(channel, state);
      if (code >= 0) {
        codes[codeCount++] = code;
      }
    }
  }

  /** Returns whether it is TRUE on a state. */
  public boolean test(long code) {
    for (int c = 0; c < codeCount; c++) {
      if (codes[c] == code) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean begin(Statistics parts, int part) {
    return true;
  }

  @Override
  public void evaluate(long[] times, long[] values, int size, TruthBits truth) {
    long[] words = truth.reserve(size);
    for (int base = 0, word = 0; base < size; base += Long.SIZE, word++) {
      int end = Math.min(size, base + Long.SIZE);
      long bits = 0;
      for (int c = 0; c < codeCount; c++) {
        long code = codes[c];
        for (int i = base; i < end; i++) {
          bits |= (values[i] == code ? 1L : 0L) << i;
        }
      }
      words[word] = bits;
    }
  }

  @Override
  public Verdict verdict(Statistics parts, int part) {
    if (codeCount == 0) {
      return Verdict.NONE;
    }
    if (!BlockProof.hasBounds(parts, part)) {
      return Verdict.MAYBE;
    }
    long min = parts.statistic(part, BlockColumn.MIN);
    long max = parts.statistic(part, BlockColumn.MAX);
    boolean any = false;
    for (int c = 0; c < codeCount; c++) {
      any |= codes[c] >= min && codes[c] <= max;
    }
    if (!any) {
      return Verdict.NONE;
    }
    return min == max && BlockProof.isUnbroken(parts, part, speaksNs) ? Verdict.ALL : Verdict.MAYBE;
  }

  @Override
  public boolean provesNone(Statistics parts, int part) {
    return parts.isBlock(part) && verdict(parts, part) == Verdict.NONE;
  }

  @Override
  public void skip(Statistics parts, int part) {}
}
