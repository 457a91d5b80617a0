package io.telltale.query.internal.truth;

import io.telltale.query.internal.Times;
import io.telltale.query.internal.scan.Parts;

/**
 * TRUE from where one condition is to where another is.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
final class HysteresisTruth extends InnerTruth {
  private boolean on;

  /** Whether the state is known although the evaluation began in the middle. */
  private boolean settled;

  private boolean hasPrevious;
  private long previous;

  HysteresisTruth(ReadingTruth enter, ReadingTruth exit) {
    super(enter, exit);
  }

  @Override
  public void begin(boolean isFromFirst) {
    super.begin(isFromFirst);
    on = false;
    settled = isFromFirst;
    hasPrevious = false;
  }

  @Override
  public boolean skips(Parts parts, int part) {
    return settled
        && !on
        && inner(1) instanceof ValueTruth
        && inner(0) instanceof ValueTruth enter
        && enter.skips(parts, part);
  }

  @Override
  public void skip(Parts parts, int part) {
    super.skip(parts, part);
    hasPrevious = true;
    previous = parts.lastTime(part);
  }

  @Override
  void evaluate(ReadingBuffer buffer, int ready) {
    for (int i = done(); i < ready; i++) {
      long time = buffer.time(i);
      if (hasPrevious && Times.minus(time, previous) > speaksNs) {
        on = false;
        settled = true;
      }
      hasPrevious = true;
      previous = time;
      turn(inner(0).at(i), inner(1).at(i));
    }
  }

  private void turn(int enter, int exit) {
    boolean exact = ((enter | exit) & Kleene.INEXACT) == 0;
    boolean enters = Kleene.truth(enter) == Kleene.TRUE;
    boolean exits = Kleene.truth(exit) == Kleene.TRUE;
    if (enters != exits) {
      on = enters;
      settled = exact;
    } else {
      on ^= enters;
      settled &= exact;
    }
    boolean unknown =
        !enters
            && !exits
            && (Kleene.truth(enter) == Kleene.UNKNOWN || Kleene.truth(exit) == Kleene.UNKNOWN);
    say(unknown ? Kleene.UNKNOWN : Kleene.of(on), settled);
  }
}
