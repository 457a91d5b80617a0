package io.telltale.query;

import java.util.List;
import java.util.Objects;

/**
 * Conditions of one device, of whichever channels, put together as Kleene's three-valued logic has
 * it: section 6 of docs/windows.md.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> built once. <b>Lifetime:</b> as long as
 * wanted; not bound to a store.
 */
public sealed interface LogicCondition extends Condition {
  @Override
  default String channel() {
    return inner().get(0).channel();
  }

  /**
   * All are TRUE.
   *
   * @param terms at least one
   */
  record And(List<Condition> terms) implements LogicCondition {
    public And {
      terms = Arguments.requireSome("and", terms);
    }

    @Override
    public List<Condition> inner() {
      return terms;
    }
  }

  /**
   * Any is TRUE.
   *
   * @param terms at least one
   */
  record Or(List<Condition> terms) implements LogicCondition {
    public Or {
      terms = Arguments.requireSome("or", terms);
    }

    @Override
    public List<Condition> inner() {
      return terms;
    }
  }

  /**
   * It is FALSE.
   *
   * @param condition what is turned over
   */
  record Not(Condition condition) implements LogicCondition {
    public Not {
      Objects.requireNonNull(condition, "condition");
    }

    @Override
    public List<Condition> inner() {
      return List.of(condition);
    }
  }

  /**
   * At least k are TRUE.
   *
   * @param k from 1 to the number of conditions
   * @param terms the conditions
   */
  record KOf(int k, List<Condition> terms) implements LogicCondition {
    public KOf {
      terms = Arguments.requireSome("kOf", terms);
      Arguments.requireCount("kOf: k", k);
      if (k > terms.size()) {
        throw new IllegalArgumentException(
            "kOf: k is " + k + ", but there are only " + terms.size() + " conditions");
      }
    }

    @Override
    public List<Condition> inner() {
      return terms;
    }
  }
}
