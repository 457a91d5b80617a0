package io.telltale.query;

import io.telltale.query.Condition.Comparison;
import java.util.Objects;

/**
 * How an aggregate is compared: as a value is. Limits are Long or Double.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> built once. <b>Lifetime:</b> as long as
 * wanted; not bound to a store.
 */
public sealed interface ValueTest {
  /**
   * Against one limit.
   *
   * @param comparison how
   * @param limit Long or Double, not NaN
   */
  record Compare(Comparison comparison, Number limit) implements ValueTest {
    public Compare {
      Objects.requireNonNull(comparison, "comparison");
      Arguments.requireLimit(limit);
    }
  }

  /**
   * lo &lt;= x &lt;= hi.
   *
   * @param lo Long or Double
   * @param hi Long or Double, not below lo
   */
  record Inside(Number lo, Number hi) implements ValueTest {
    public Inside {
      Arguments.requireOrder(lo, hi);
    }
  }

  /**
   * x &lt; lo or x &gt; hi.
   *
   * @param lo Long or Double
   * @param hi Long or Double, not below lo
   */
  record Outside(Number lo, Number hi) implements ValueTest {
    public Outside {
      Arguments.requireOrder(lo, hi);
    }
  }

  /** {@return x &gt; limit} */
  static ValueTest above(Number limit) {
    return new Compare(Comparison.ABOVE, limit);
  }

  /** {@return x &lt; limit} */
  static ValueTest below(Number limit) {
    return new Compare(Comparison.BELOW, limit);
  }

  /** {@return x &gt;= limit} */
  static ValueTest atLeast(Number limit) {
    return new Compare(Comparison.AT_LEAST, limit);
  }

  /** {@return x &lt;= limit} */
  static ValueTest atMost(Number limit) {
    return new Compare(Comparison.AT_MOST, limit);
  }

  /** {@return x = limit} */
  static ValueTest equalTo(Number limit) {
    return new Compare(Comparison.EQUAL_TO, limit);
  }

  /** {@return lo &lt;= x &lt;= hi} */
  static ValueTest inside(Number lo, Number hi) {
    return new Inside(lo, hi);
  }

  /** {@return x &lt; lo or x &gt; hi} */
  static ValueTest outside(Number lo, Number hi) {
    return new Outside(lo, hi);
  }
}
