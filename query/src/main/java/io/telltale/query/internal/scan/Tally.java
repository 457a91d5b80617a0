package io.telltale.query.internal.scan;

import io.telltale.query.Explain;

/**
 * What a run read and skipped.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> {@link #explain} only. <b>Lifetime:</b>
 * reused run after run.
 */
public final class Tally {
  /** Of readings that are not sealed, or merged: a time and a value. */
  private static final int BYTES_PER_READING = 16;

  private int segments;
  private long devices;
  private long notReporting;
  private long blocks;
  private long blocksTakenWhole;
  private long blocksDecoded;
  private long readingsDecoded;
  private long bytesTouched;

  /** Starts a run. */
  public void clear(int segmentCount) {
    segments = segmentCount;
    devices = 0;
    notReporting = 0;
    blocks = 0;
    blocksTakenWhole = 0;
    blocksDecoded = 0;
    readingsDecoded = 0;
    bytesTouched = 0;
  }

  /** Adds what another has counted. */
  public void add(Tally other) {
    devices += other.devices;
    notReporting += other.notReporting;
    blocks += other.blocks;
    blocksTakenWhole += other.blocksTakenWhole;
    blocksDecoded += other.blocksDecoded;
    readingsDecoded += other.readingsDecoded;
    bytesTouched += other.bytesTouched;
  }

  /** A series is looked at: its blocks count as skipped until told otherwise. */
  public void series(Parts parts) {
    int count = parts.count();
    for (int part = 0; part < count; part++) {
      if (parts.isBlock(part)) {
        blocks++;
      }
    }
  }

  /** So many devices are asked about. */
  public void devices(long count) {
    devices += count;
  }

  /** So many of them did not report; of several rules, the one that rules out the most counts. */
  public void notReporting(long count) {
    notReporting = Math.max(notReporting, count);
  }

  /** So many blocks are skipped, for their series is not looked at. */
  public void provenBlocks(long count) {
    blocks += count;
  }

  /** A block was taken whole. */
  public void takenWhole() {
    blocksTakenWhole++;
  }

  /** The chunk at which the parts stand is looked at reading by reading. */
  public void decoded(Parts parts, boolean block) {
    decoded(parts, block, parts.size());
  }

  /**
   * Of that chunk, so many readings are looked at; of a block with none, its strips told enough.
   */
  public void decoded(Parts parts, boolean block, int readings) {
    blocksDecoded += block && readings > 0 ? 1 : 0;
    readingsDecoded += readings;
    bytesTouched += block ? parts.bytes(parts.part()) : (long) readings * BYTES_PER_READING;
  }

  /** Returns how many readings were looked at one by one. */
  public long readingsDecoded() {
    return readingsDecoded;
  }

  /** Returns the counts. */
  public Explain explain() {
    long skipped = blocks - blocksTakenWhole - blocksDecoded;
    return new Explain(
        segments,
        devices,
        notReporting,
        skipped,
        blocksTakenWhole,
        blocksDecoded,
        readingsDecoded,
        bytesTouched);
  }
}
