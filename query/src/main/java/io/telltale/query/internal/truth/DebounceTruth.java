package io.telltale.query.internal.truth;

import io.telltale.query.internal.Times;
import io.telltale.query.internal.scan.Parts;

/**
 * TRUE from the first of so many TRUE readings in a row, FALSE from the first of so many FALSE
 * ones. What is said of a reading that may be the first of a row waits for the row's end.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
final class DebounceTruth extends InnerTruth {
  private final int on;
  private final int off;
  private boolean state;

  /** Whether the state is known although the evaluation began in the middle. */
  private boolean settled;

  /** Readings in a row that are alike, and unlike the state where that is known. */
  private int row;

  private boolean rowIs;

  /** Where in the buffer the row began, of readings evaluated but perhaps not yet published. */
  private int rowFrom;

  private int evaluated;
  private boolean hasPrevious;
  private long previous;

  DebounceTruth(ReadingTruth condition, int on, int off) {
    super(condition);
    this.on = on;
    this.off = off;
  }

  @Override
  public void begin(boolean isFromFirst) {
    super.begin(isFromFirst);
    state = false;
    settled = isFromFirst;
    row = 0;
    evaluated = 0;
    hasPrevious = false;
  }

  @Override
  int filled() {
    return evaluated;
  }

  @Override
  public void drop(int count) {
    super.drop(count);
    evaluated -= count;
    rowFrom -= count;
  }

  @Override
  public boolean skips(Parts parts, int part) {
    return settled
        && !state
        && row == 0
        && inner(0) instanceof ValueTruth condition
        && condition.skips(parts, part);
  }

  @Override
  public void skip(Parts parts, int part) {
    super.skip(parts, part);
    evaluated = done();
    hasPrevious = true;
    previous = parts.lastTime(part);
  }

  @Override
  void evaluate(ReadingBuffer buffer, int ready) {
    for (int i = evaluated; i < ready; i++) {
      long time = buffer.time(i);
      if (hasPrevious && Times.minus(time, previous) > speaksNs) {
        row = 0;
        state = false;
        settled = true;
      }
      hasPrevious = true;
      previous = time;
      take(i, inner(0).at(i));
    }
    evaluated = ready;
    publish(row > 0 ? rowFrom : ready);
  }

  @Override
  void finish() {
    publish(evaluated);
  }

  private void take(int i, int said) {
    if ((said & Kleene.INEXACT) != 0) {
      settled = false;
      row = 0;
    }
    if (Kleene.truth(said) == Kleene.UNKNOWN) {
      correct(i, flagged(Kleene.UNKNOWN));
      return;
    }
    boolean is = Kleene.truth(said) == Kleene.TRUE;
    boolean exact = said == Kleene.truth(said);
    if (!exact || settled && is == state) {
      row = 0;
      correct(i, flagged(Kleene.of(state)));
    } else {
      lengthen(i, is);
    }
  }

  /** A reading unlike the state, or of whichever kind while the state is not known. */
  private void lengthen(int i, boolean is) {
    if (row == 0 || rowIs != is) {
      rowIs = is;
      row = 0;
      rowFrom = i;
    }
    row++;
    correct(i, flagged(Kleene.of(state)));
    if (row >= (is ? on : off)) {
      state = is;
      settled = true;
      row = 0;
      for (int j = rowFrom; j <= i; j++) {
        correct(j, Kleene.truth(at(j)) == Kleene.UNKNOWN ? Kleene.UNKNOWN : Kleene.of(state));
      }
    }
  }

  private int flagged(int truth) {
    return settled ? truth : truth | Kleene.INEXACT;
  }
}
