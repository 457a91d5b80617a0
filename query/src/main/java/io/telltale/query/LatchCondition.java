package io.telltale.query;

import java.util.List;

/**
 * Conditions that remember, reading after reading, what they have turned to. The conditions inside
 * are of one channel and are not arrival conditions.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> built once. <b>Lifetime:</b> as long as
 * wanted; not bound to a store.
 */
public sealed interface LatchCondition extends Condition {
  /**
   * Starts FALSE; turns TRUE where {@code enter} is, FALSE where {@code exit} is, over where both
   * are.
   *
   * @param enter what makes it TRUE
   * @param exit what makes it FALSE
   */
  record Hysteresis(Condition enter, Condition exit) implements LatchCondition {
    public Hysteresis {
      Arguments.requireOneChannel("hysteresis", enter, exit);
    }

    @Override
    public String channel() {
      return enter.channel();
    }

    @Override
    public List<Condition> inner() {
      return List.of(enter, exit);
    }
  }

  /**
   * Starts FALSE; TRUE from the first of {@code on} TRUE readings in a row, FALSE from the first of
   * {@code off} FALSE ones.
   *
   * @param condition what is counted
   * @param on at least 1
   * @param off at least 1
   */
  record Debounce(Condition condition, int on, int off) implements LatchCondition {
    public Debounce {
      Arguments.requireOneChannel("debounce", condition);
      Arguments.requireCount("debounce: on", on);
      Arguments.requireCount("debounce: off", off);
    }

    @Override
    public String channel() {
      return condition.channel();
    }

    @Override
    public List<Condition> inner() {
      return List.of(condition);
    }
  }
}
