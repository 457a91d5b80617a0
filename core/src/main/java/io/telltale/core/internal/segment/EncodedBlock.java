package io.telltale.core.internal.segment;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.BlockEncoder;
import io.telltale.core.internal.codec.ValueEncoder;
import java.nio.ByteBuffer;

/**
 * One block as a segment holds it: its bytes, and its row of the block table.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none after construction. <b>Lifetime:</b>
 * what it holds is valid until the next {@link #encode}.
 */
final class EncodedBlock {
  private final BlockEncoder encoder = new BlockEncoder();
  private final long[] row = new long[BlockColumn.values().length];

  void encode(long[] times, long[] values, int n, Kind kind) {
    encoder.encode(times, values, n, kind);
    BlockStatistics.compute(times, values, n, kind, row);
    row[BlockColumn.SHAPE.ordinal()] =
        SegmentLayout.shape(
            encoder.timeEncoding(),
            encoder.timeWords(),
            encoder.valueEncoding(),
            encoder.valueWords(),
            encoder.stripWords());
    row[BlockColumn.CHECKSUMS.ordinal()] =
        encoder.timeChecksum() & 0xFFFF_FFFFL | (long) encoder.valueChecksum() << Integer.SIZE;
  }

  /** By the ordinal of {@link BlockColumn}, all but the offset: that is the segment's to know. */
  long[] row() {
    return row;
  }

  /** Position to limit. */
  ByteBuffer bytes() {
    return encoder.bytes();
  }

  /** For columns; using it leaves bytes and row as they are. */
  ValueEncoder valueEncoder() {
    return encoder.valueEncoder();
  }
}
