package io.telltale.budget;

import java.util.List;
import java.util.Optional;

/**
 * The limits of one benchmark.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> none. <b>Lifetime:</b> unlimited.
 *
 * @param name the benchmark's, as {@link BudgetFile} explains
 * @param baseline what the ratio's baseline does, in words; empty without a ratio
 * @param limits at least one
 */
public record Budget(String name, String baseline, List<Limit> limits) {
  /** Checks nothing but that there is a limit. */
  public Budget {
    limits = List.copyOf(limits);
    if (limits.isEmpty()) {
      throw new IllegalArgumentException("budget without a limit: " + name);
    }
  }

  /**
   * The limit of a figure.
   *
   * @param figure its name
   * @return the limit, if there is one
   */
  public Optional<Limit> limit(String figure) {
    return limits.stream().filter(limit -> limit.figure().equals(figure)).findFirst();
  }

  /** The same with a wider limit of the ratio. */
  Budget withRatioTimes(double factor) {
    return new Budget(
        name,
        baseline,
        limits.stream()
            .map(
                limit ->
                    limit.kind() == BudgetKind.RATIO
                        ? new Limit(limit.kind(), limit.figure(), limit.most() * factor)
                        : limit)
            .toList());
  }

  boolean limits(BudgetKind kind) {
    return limits.stream().anyMatch(limit -> limit.kind() == kind);
  }
}
