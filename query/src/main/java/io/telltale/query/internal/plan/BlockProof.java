package io.telltale.query.internal.plan;

import io.telltale.core.internal.segment.BlockColumn;
import io.telltale.query.internal.scan.Statistics;

/**
 * What several conditions ask of a block's statistics; a missing one never proves anything.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none. <b>Lifetime:</b> no instances.
 */
final class BlockProof {
  private BlockProof() {}

  /** Whether smallest and largest value are known. */
  static boolean hasBounds(Statistics parts, int part) {
    return parts.has(part, BlockColumn.MIN) && parts.has(part, BlockColumn.MAX);
  }

  /** Whether every reading is NaN. */
  static boolean isAllNan(Statistics parts, int part) {
    return parts.has(part, BlockColumn.NAN_COUNT)
        && parts.has(part, BlockColumn.COUNT)
        && parts.statistic(part, BlockColumn.NAN_COUNT) == parts.statistic(part, BlockColumn.COUNT);
  }

  /** Whether no reading is NaN and no hole lies between two of them. */
  static boolean isUnbroken(Statistics parts, int part, long speaksNs) {
    if (!parts.has(part, BlockColumn.COUNT)
        || !parts.has(part, BlockColumn.NAN_COUNT)
        || parts.statistic(part, BlockColumn.NAN_COUNT) != 0) {
      return false;
    }
    return speaksNs == Long.MAX_VALUE
        || (parts.has(part, BlockColumn.LARGEST_GAP)
            && parts.statistic(part, BlockColumn.LARGEST_GAP) <= speaksNs);
  }

  /** Whether the sum is there and did not overflow while its terms were finite. */
  static boolean hasUsableSum(Statistics parts, int part, double min, double max) {
    return parts.has(part, BlockColumn.SUM)
        && (Double.isFinite(Double.longBitsToDouble(parts.statistic(part, BlockColumn.SUM)))
            || Double.isInfinite(min)
            || Double.isInfinite(max));
  }
}
