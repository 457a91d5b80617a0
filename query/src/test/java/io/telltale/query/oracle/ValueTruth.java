package io.telltale.query.oracle;

import io.telltale.query.Condition.Comparison;
import io.telltale.query.ValueTest;

/** Comparisons of numbers that are not NaN, as the real numbers that they are. */
final class ValueTruth {
  private ValueTruth() {}

  static boolean holds(Comparison comparison, Number value, Number limit) {
    int order = ExactMath.compare(value, limit);
    return switch (comparison) {
      case ABOVE -> order > 0;
      case BELOW -> order < 0;
      case AT_LEAST -> order >= 0;
      case AT_MOST -> order <= 0;
      case EQUAL_TO -> order == 0;
    };
  }

  static boolean inside(Number value, Number lo, Number hi) {
    return ExactMath.compare(value, lo) >= 0 && ExactMath.compare(value, hi) <= 0;
  }

  static boolean holds(ValueTest test, Number value) {
    if (test instanceof ValueTest.Compare compare) {
      return holds(compare.comparison(), value, compare.limit());
    }
    if (test instanceof ValueTest.Inside range) {
      return inside(value, range.lo(), range.hi());
    }
    ValueTest.Outside range = (ValueTest.Outside) test;
    return !inside(value, range.lo(), range.hi());
  }

  /** Marks a result of sums that lies too near a limit to say. */
  static void check(NearTies ties, ValueTest test, double value, double largest) {
    if (test instanceof ValueTest.Compare compare) {
      ties.check(value, compare.limit().doubleValue(), largest);
    } else if (test instanceof ValueTest.Inside range) {
      ties.check(value, range.lo().doubleValue(), largest);
      ties.check(value, range.hi().doubleValue(), largest);
    } else if (test instanceof ValueTest.Outside range) {
      ties.check(value, range.lo().doubleValue(), largest);
      ties.check(value, range.hi().doubleValue(), largest);
    }
  }

  static Truth truth(boolean holds) {
    return holds ? Truth.TRUE : Truth.FALSE;
  }
}
