package io.telltale.query.internal.prune;

import io.telltale.query.internal.Times;
import io.telltale.query.internal.plan.Truth;
import io.telltale.query.internal.plan.TruthBits;
import io.telltale.query.internal.plan.Verdict;
import io.telltale.query.internal.scan.Parts;

/**
 * Decodes a part to see whether whatever was TRUE before it has ended within it, for good: then an
 * evaluation may begin with this part although statistics could not tell.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * that of its query.
 */
public final class Separator {
  private final TruthBits bits = new TruthBits();
  private long knownNs;
  private long speaksNs;
  private Reach reach;

  /** The last reading that is TRUE, or may be: at first the one before the part. */
  private long lastTrue;

  private boolean lasting;
  private long ended;

  /** Sets until when ends have to be known, how long a reading speaks, and what is joined. */
  void open(long newKnownNs, long newSpeaksNs, Reach newReach) {
    knownNs = newKnownNs;
    speaksNs = newSpeaksNs;
    reach = newReach;
  }

  /**
   * Returns whether no window that reaches into a part from before lasts beyond the known time, or
   * is joined with one that does.
   *
   * @param part not the first one
   * @param followsNs no reading that is TRUE comes after the part before this time
   */
  boolean separates(Parts parts, int part, Truth truth, long followsNs) {
    if (!truth.begin(parts, part)
        || parts.isBlock(part) && truth.verdict(parts, part) == Verdict.ALL) {
      return false;
    }
    lastTrue = parts.lastTime(part - 1);
    lasting = true;
    parts.seek(part);
    while (parts.next() && parts.part() == part) {
      parts.load();
      truth.evaluate(parts.times(), parts.values(), parts.size(), bits);
      if (separatesChunk(parts.times(), parts.size())) {
        return true;
      }
    }
    return isOver(followsNs);
  }

  private boolean separatesChunk(long[] times, int size) {
    int at = 0;
    while (at < size) {
      int run = bits.nextSet(at, size);
      if (run > at && lasting) {
        end(Math.min(times[at], Times.staleAt(lastTrue, speaksNs)));
      }
      if (run == size) {
        return false;
      }
      if (lasting && Times.minus(times[run], lastTrue) > speaksNs) {
        end(Times.staleAt(lastTrue, speaksNs));
      }
      if (isOver(times[run])) {
        return true;
      }
      at = bits.nextClear(run, size);
      lastTrue = times[at - 1];
      lasting = true;
    }
    return false;
  }

  private void end(long timeNs) {
    lasting = false;
    ended = timeNs;
  }

  /** Whether the next stretch, starting at a time or later, is one of its own. */
  private boolean isOver(long nextStartNs) {
    return !lasting && ended <= knownNs && reach.parts(lastTrue, ended, nextStartNs);
  }
}
