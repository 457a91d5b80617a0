package io.telltale.core.internal.engine;

import io.telltale.core.internal.codec.BlockBuffer;
import java.util.List;

/**
 * Which neighbours are merged next. Poorly filled blocks go first: as soon as one segment in the
 * place of several would hold at least twice as many readings a block. Otherwise size decides: four
 * or more neighbours, none of which makes up more than a third.
 *
 * <p>Either way the merged segment has at least twice the readings of the largest that goes into
 * it, so that a reading is rewritten at most log2 n times (full blocks: log3 n). And each merge
 * leaves fewer segments, so that there is an end to it.
 *
 * <p><b>Threading:</b> immutable. <b>Allocation:</b> the answer.
 */
final class CompactionPolicy {
  /** Segments merged at once: each that overlaps the others at one time takes a decoded block. */
  static final int MAX_RUN = 64;

  /** A segment that would get larger than this is not made. */
  static final long MAX_BYTES = 2L << 30;

  private static final long FULL_BLOCK = BlockBuffer.CAPACITY;
  private static final int POOR_GROWTH = 2;
  private static final int POOR_GAIN = 2;
  private static final int TIER_GROWTH = 3;
  private static final int TIER_SEGMENTS = 4;

  private final long maxBlocks;

  /**
   * Makes a policy.
   *
   * @param maxBlocks rows of block tables that may be in memory for one merge
   */
  CompactionPolicy(long maxBlocks) {
    this.maxBlocks = maxBlocks;
  }

  /**
   * How large a live segment is.
   *
   * @param readings readings in it
   * @param blocks blocks that they lie in
   * @param series series that it holds
   * @param bytes length of its file
   */
  record Size(long readings, long blocks, long series, long bytes) {
    /** Of a segment that is to stay as it is. */
    static final Size UNTOUCHABLE = new Size(1, 1, 1, MAX_BYTES + 1);
  }

  /**
   * Neighbours to be merged, at least two.
   *
   * @param from index of the first
   * @param to index behind the last
   */
  record Run(int from, int to) {}

  /** The run to merge next, or null. */
  Run choose(List<Size> sizes) {
    Candidate best = null;
    for (int from = 0; from < sizes.size(); from++) {
      Candidate run = new Candidate(from);
      int end = Math.min(sizes.size(), from + MAX_RUN);
      while (run.to < end && run.add(sizes.get(run.to), maxBlocks)) {
        if (run.isWorthwhile() && (best == null || run.isBetterThan(best))) {
          best = run.copy();
        }
      }
    }
    return best == null ? null : new Run(best.from, best.to);
  }

  /** A run that grows by its next neighbour. */
  private static final class Candidate {
    private final int from;
    private int to;
    private long readings;
    private long blocks;
    private long bytes;
    private long largest;
    private long mostSeries;

    Candidate(int from) {
      this.from = from;
      this.to = from;
    }

    /** False when it would get too large. */
    boolean add(Size size, long maxBlocks) {
      if (bytes + size.bytes() > MAX_BYTES || blocks + size.blocks() > maxBlocks) {
        return false;
      }
      to++;
      readings += size.readings();
      blocks += size.blocks();
      bytes += size.bytes();
      largest = Math.max(largest, size.readings());
      mostSeries = Math.max(mostSeries, size.series());
      return true;
    }

    Candidate copy() {
      Candidate copy = new Candidate(from);
      copy.to = to;
      copy.readings = readings;
      copy.blocks = blocks;
      copy.bytes = bytes;
      copy.largest = largest;
      copy.mostSeries = mostSeries;
      return copy;
    }

    boolean isWorthwhile() {
      return isPoor() || to - from >= TIER_SEGMENTS && growsBy(TIER_GROWTH);
    }

    private boolean isPoor() {
      return to - from > 1
          && readings * 2 < blocks * FULL_BLOCK
          && blocks >= POOR_GAIN * blocksAfter()
          && growsBy(POOR_GROWTH);
    }

    /** The fewest blocks that it can come to; more when the segments hold different series. */
    private long blocksAfter() {
      return Math.max(mostSeries, (readings + FULL_BLOCK - 1) / FULL_BLOCK);
    }

    private boolean growsBy(int factor) {
      return readings >= factor * largest;
    }

    /**
     * Poor blocks first, then what saves most for what it writes; of others what grows most, then
     * what writes least.
     */
    boolean isBetterThan(Candidate other) {
      if (isPoor() != other.isPoor()) {
        return isPoor();
      }
      int byGain = Double.compare(gain(), other.gain());
      return byGain != 0 ? byGain > 0 : readings < other.readings;
    }

    private double gain() {
      return isPoor() ? (double) (blocks - blocksAfter()) / readings : (double) readings / largest;
    }
  }
}
