package io.telltale.budget;

/**
 * The most that one figure of a benchmark may be.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none. <b>Lifetime:</b> unlimited.
 *
 * @param kind what it is set on
 * @param figure the figure's name: that of the kind, or p50, p99, p99.9 or max
 * @param most the largest figure that holds
 */
public record Limit(BudgetKind kind, String figure, double most) {
  /** Names the limit in a table or a failure. */
  String label() {
    return kind == BudgetKind.PERCENTILE ? kind.label() + " " + figure : figure;
  }
}
