package io.telltale.core.internal.codec;

import io.telltale.budget.AllocationProbe;
import io.telltale.core.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlockCodecAllocationTest {
  private record Block(long[] times, long[] values, Kind kind) {}

  private static List<Block> blocks() {
    Random random = new Random(11);
    List<Block> blocks = new ArrayList<>();
    for (BlockShapes.Times times : BlockShapes.Times.values()) {
      for (BlockShapes.Doubles values : BlockShapes.Doubles.values()) {
        blocks.add(
            new Block(
                BlockShapes.times(times, 1000, random),
                BlockShapes.doubles(values, 1000, random),
                Kind.DOUBLE));
      }
    }
    for (BlockShapes.Integers values : BlockShapes.Integers.values()) {
      blocks.add(
          new Block(
              BlockShapes.times(BlockShapes.Times.JITTERED_NS, 1000, random),
              BlockShapes.integers(values, 1000, random),
              Kind.LONG));
    }
    return blocks;
  }

  @Test
  void encodingAndDecodingAllocateNothing() {
    List<Block> blocks = blocks();
    BlockEncoder encoder = new BlockEncoder();
    BlockBuffer buffer = new BlockBuffer();
    int[] next = {0};
    AllocationProbe.assertAllocatesNothing(
        "encode and decode",
        10 * blocks.size(),
        () -> {
          Block block = blocks.get(next[0]++ % blocks.size());
          int n = block.times.length;
          encoder.encode(block.times, block.values, n, block.kind);
          int valueEnd = encoder.valueWords() + encoder.stripWords();
          int words = encoder.timeWords() + valueEnd;
          buffer.bytes(words).put(encoder.bytes());
          boolean intact =
              buffer.checksum(0, encoder.timeWords()) == encoder.timeChecksum()
                  && buffer.checksum(encoder.timeWords(), valueEnd) == encoder.valueChecksum();
          buffer.bytesToWords(words);
          boolean decoded =
              buffer
                      .timeDecoder()
                      .decode(
                          encoder.timeEncoding(),
                          buffer.words(),
                          0,
                          encoder.timeWords(),
                          block.times[0],
                          block.times[n - 1],
                          n,
                          buffer.times)
                  && buffer
                      .valueDecoder()
                      .decode(
                          encoder.valueEncoding(),
                          buffer.words(),
                          encoder.timeWords(),
                          encoder.valueWords(),
                          n,
                          buffer.values);
          if (!intact || !decoded) {
            throw new AssertionError("not decoded");
          }
        });
  }
}
