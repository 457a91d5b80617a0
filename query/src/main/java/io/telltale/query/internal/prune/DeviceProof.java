package io.telltale.query.internal.prune;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.query.internal.plan.Plan;
import io.telltale.query.internal.plan.RateTruth;
import io.telltale.query.internal.scan.ChannelBlocks;
import java.util.BitSet;

/**
 * Proves from the statistics of blocks, told segment after segment in order of arrival, that a rule
 * has no window in the series of most devices, and opens those of which it cannot.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the devices.
 * <b>Lifetime:</b> that of its query.
 */
public interface DeviceProof {
  /** Returns the proof for a plain condition; the plan must be of no other use. */
  static DeviceProof of(Plan plan) {
    if (plan.truth() == null) {
      return new SilenceProof(plan.silentNs());
    }
    return plan.truth() instanceof RateTruth rate
        ? new RateProof(rate)
        : new ReadingProof(plan.truth());
  }

  /**
   * Starts a run over those devices from the first to before the end.
   *
   * @param speaksNs how long a reading speaks
   * @param fromNs what ends before this time makes no window that is asked for
   * @param toNs what starts then or later makes none; Long.MAX_VALUE: no limit
   */
  void startRun(
      Catalog catalog, long speaksNs, long fromNs, long toNs, int firstDevice, int endDevice);

  /** Opens each device that may have a window in the blocks, or between them and those before. */
  void look(ChannelBlocks blocks, BitSet open);

  /** Opens each device that may have a window behind its last block. */
  void finish(long nowNs, BitSet open);

  /** Returns whether a device without a reading in the time that matters has no window. */
  default boolean isAboutReadings() {
    return true;
  }

  /** Returns whether blocks outside of the time that matters are of no account. */
  default boolean takesEachBlockAlone() {
    return false;
  }

  /** Opens all devices of some blocks. */
  static void openAll(ChannelBlocks blocks, BitSet open) {
    for (int row = blocks.firstRow(); row < blocks.endRow(); row++) {
      open.set(blocks.device(row));
    }
  }
}
