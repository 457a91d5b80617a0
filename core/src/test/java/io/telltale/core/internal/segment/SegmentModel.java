package io.telltale.core.internal.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.Kind;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.codec.BlockShapes;
import io.telltale.core.internal.io.FileOps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.roaringbitmap.RoaringBitmap;

/** The plain content of a segment, to write one and to compare it with. */
final class SegmentModel {
  static final UUID STORE = new UUID(0x1122_3344_5566_7788L, 0x99aa_bbcc_ddee_ff00L);

  record Block(long[] times, long[] values) {}

  record Series(int id, int device, int channel, Kind kind, List<Block> blocks) {}

  final List<Series> series = new ArrayList<>();

  /** Some series of all kinds and shapes. */
  static SegmentModel random(Random random, int channels, int devices, int maxBlocks) {
    SegmentModel model = new SegmentModel();
    int id = 1000;
    for (int channel = 3; channel < 3 + channels; channel++) {
      Kind kind = Kind.of(random.nextInt(Kind.values().length));
      for (int device = 0; device < devices; device++) {
        id += random.nextBoolean() ? -1 - random.nextInt(3) * 97 : 1 + random.nextInt(3) * 101;
        int used = id;
        if (random.nextInt(4) > 0 && model.series.stream().noneMatch(s -> s.id() == used)) {
          int blocks = 1 + random.nextInt(maxBlocks);
          model.series.add(new Series(id, device * 7, channel, kind, blocks(random, kind, blocks)));
        }
      }
    }
    return model;
  }

  private static List<Block> blocks(Random random, Kind kind, int count) {
    List<Block> blocks = new ArrayList<>();
    long from = Long.MIN_VALUE;
    for (int b = 0; b < count; b++) {
      int n = BlockShapes.size(random);
      BlockShapes.Times[] shapes = BlockShapes.Times.values();
      BlockShapes.Times shape = shapes[random.nextInt(shapes.length)];
      if (shape == BlockShapes.Times.EXTREMES) {
        shape = BlockShapes.Times.REGULAR;
      }
      long[] times = BlockShapes.times(shape, n, random);
      long shift = b == 0 ? 0 : Math.max(0, from - times[0] + 1 + random.nextInt(1_000_000_000));
      for (int i = 0; i < n; i++) {
        times[i] += shift;
      }
      from = times[n - 1];
      blocks.add(new Block(times, values(random, kind, n)));
    }
    return blocks;
  }

  private static long[] values(Random random, Kind kind, int n) {
    if (kind == Kind.DOUBLE) {
      BlockShapes.Doubles[] shapes = BlockShapes.Doubles.values();
      return BlockShapes.doubles(shapes[random.nextInt(shapes.length)], n, random);
    }
    if (kind == Kind.BOOLEAN) {
      return BlockShapes.integers(BlockShapes.Integers.FLAGS, n, random);
    }
    BlockShapes.Integers[] shapes = BlockShapes.Integers.values();
    return BlockShapes.integers(shapes[random.nextInt(shapes.length)], n, random);
  }

  SegmentInfo write(FileOps ops, Path file, long firstPosition, long lastPosition) {
    try (SegmentWriter writer = SegmentWriter.create(ops, file, STORE, firstPosition)) {
      for (Series s : series) {
        writer.beginSeries(s.id(), s.device(), s.channel(), s.kind());
        for (Block block : s.blocks()) {
          writer.addBlock(block.times(), block.values(), block.times().length);
        }
        writer.endSeries();
      }
      return writer.finish(lastPosition, readings() + 5);
    }
  }

  long readings() {
    return series.stream()
        .flatMap(s -> s.blocks().stream())
        .mapToLong(block -> block.times().length)
        .sum();
  }

  /** Asserts that a segment holds exactly this, and that all its statistics are right. */
  void assertEqualTo(SegmentReader reader) {
    assertThat(reader.seriesCount()).isEqualTo(series.size());
    assertThat(reader.readings()).isEqualTo(readings());
    BlockBuffer buffer = new BlockBuffer();
    long[] row = new long[BlockColumn.values().length];
    int block = 0;
    for (int i = 0; i < series.size(); i++) {
      Series s = series.get(i);
      assertThat(reader.directorySeries(i)).isEqualTo(s.id());
      assertThat(reader.directoryDevice(i)).isEqualTo(s.device());
      assertThat(reader.directoryChannel(i)).isEqualTo(s.channel());
      assertThat(reader.directoryKind(i)).isEqualTo(s.kind());
      assertThat(reader.directoryRow(s.id())).isEqualTo(i);
      assertThat(reader.directoryFirstBlock(reader.directoryRow(s.id()))).isEqualTo(block);
      assertThat(reader.directoryEndBlock(reader.directoryRow(s.id())))
          .isEqualTo(block + s.blocks().size());
      for (Block b : s.blocks()) {
        assertThat(reader.directoryRowOfBlock(block)).isEqualTo(i);
        reader.read(block, buffer);
        assertBlock(b, buffer, block);
        BlockStatistics.compute(b.times(), b.values(), b.times().length, s.kind(), row);
        for (BlockColumn column : BlockColumn.values()) {
          if (column.id() < BlockColumn.OFFSET.id() && reader.has(column)) {
            assertThat(reader.statistic(column, block))
                .as("%s of block %d", column, block)
                .isEqualTo(row[column.ordinal()]);
          }
        }
        block++;
      }
    }
    assertThat(reader.blockCount()).isEqualTo(block);
  }

  static void assertBlock(Block expected, BlockBuffer found, int block) {
    int n = expected.times().length;
    assertThat(found.count).isEqualTo(n);
    assertThat(Arrays.equals(found.times, 0, n, expected.times(), 0, n))
        .as("times of block %d", block)
        .isTrue();
    assertThat(Arrays.equals(found.values, 0, n, expected.values(), 0, n))
        .as("values of block %d", block)
        .isTrue();
  }

  /** Devices with a reading on a channel within a half-open range. */
  RoaringBitmap reporting(int channel, long from, long to) {
    RoaringBitmap devices = new RoaringBitmap();
    for (Series s : series) {
      for (Block block : s.blocks()) {
        if (s.channel() == channel
            && Arrays.stream(block.times()).anyMatch(t -> t >= from && t < to)) {
          devices.add(s.device());
        }
      }
    }
    return devices;
  }
}
