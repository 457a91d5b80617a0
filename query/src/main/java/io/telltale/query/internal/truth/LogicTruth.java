package io.telltale.query.internal.truth;

/**
 * At least k of several conditions, perhaps turned over: and is all of them, or is one, not is one
 * turned over.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series.
 */
final class LogicTruth extends InnerTruth {
  private final int k;
  private final boolean negated;

  LogicTruth(int k, boolean negated, ReadingTruth... inner) {
    super(inner);
    this.k = k;
    this.negated = negated;
  }

  @Override
  void evaluate(ReadingBuffer buffer, int ready) {
    for (int i = done(); i < ready; i++) {
      int trues = 0;
      int unknowns = 0;
      int flags = 0;
      for (int c = 0; c < count(); c++) {
        int said = inner(c).at(i);
        flags |= said;
        trues += Kleene.truth(said) == Kleene.TRUE ? 1 : 0;
        unknowns += Kleene.truth(said) == Kleene.UNKNOWN ? 1 : 0;
      }
      int truth = Kleene.atLeast(k, trues, unknowns);
      say(negated ? Kleene.TRUE - truth : truth, (flags & Kleene.INEXACT) == 0);
    }
  }
}
