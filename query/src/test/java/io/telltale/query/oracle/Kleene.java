package io.telltale.query.oracle;

import io.telltale.query.LogicCondition;
import java.util.List;

/** Section 6 of the contract: three-valued logic. */
final class Kleene {
  private Kleene() {}

  /** What a combination says when the conditions in it say these. */
  static Truth of(LogicCondition logic, List<Truth> terms) {
    if (logic instanceof LogicCondition.Not) {
      return switch (terms.get(0)) {
        case TRUE -> Truth.FALSE;
        case FALSE -> Truth.TRUE;
        case UNKNOWN -> Truth.UNKNOWN;
      };
    }
    if (logic instanceof LogicCondition.KOf some) {
      return atLeast(some.k(), terms);
    }
    return atLeast(logic instanceof LogicCondition.And ? terms.size() : 1, terms);
  }

  /** TRUE when k are TRUE, FALSE when fewer are TRUE or UNKNOWN; all of them is and, one is or. */
  private static Truth atLeast(int k, List<Truth> terms) {
    long proven = terms.stream().filter(term -> term == Truth.TRUE).count();
    long possible = terms.stream().filter(term -> term != Truth.FALSE).count();
    if (proven >= k) {
      return Truth.TRUE;
    }
    return possible < k ? Truth.FALSE : Truth.UNKNOWN;
  }
}
