package io.telltale.core.internal.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.budget.AllocationProbe;
import io.telltale.core.CorruptStoreException;
import io.telltale.core.Kind;
import io.telltale.core.StoreClosedException;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.testkit.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;

class SegmentTest {
  private static final FileOps OPS = SystemFileOps.INSTANCE;

  @TempDir private Path directory;
  private int files;

  private Path nextFile() {
    return directory.resolve("segment-" + files++ + ".seg");
  }

  @Test
  void everythingComesBack() {
    Seeds.run(
        60,
        random -> {
          SegmentModel model =
              SegmentModel.random(random, 1 + random.nextInt(4), 1 + random.nextInt(12), 5);
          Path file = nextFile();
          SegmentInfo info = model.write(OPS, file, 17, 99);

          assertThat(info.bytes()).isEqualTo(Files.size(file));
          try (SegmentReader reader = SegmentReader.open(OPS, file, SegmentModel.STORE)) {
            assertThat(reader.info()).isEqualTo(info);
            assertThat(reader.firstPosition()).isEqualTo(17);
            assertThat(reader.lastPosition()).isEqualTo(99);
            assertThat(reader.appended()).isEqualTo(model.readings() + 5);
            model.assertEqualTo(reader); // checked, from the file
            model.assertEqualTo(reader); // from the mapping
            assertChannels(model, reader);
            assertThat(damages(reader)).isEmpty();
          }
        });
  }

  private static void assertChannels(SegmentModel model, SegmentReader reader) {
    for (int channel = 0; channel < 10; channel++) {
      int wanted = channel;
      List<Integer> expected =
          model.series.stream()
              .filter(s -> s.channel() == wanted)
              .map(SegmentModel.Series::id)
              .toList();
      List<Integer> found = new ArrayList<>();
      for (int i = reader.channelStart(channel); i < reader.channelEnd(channel); i++) {
        found.add(reader.directorySeries(i));
      }
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void thousandsOfSmallBlocksSpanSeveralChunksOfTheTable() {
    SegmentModel model = new SegmentModel();
    Random random = new Random(5);
    for (int device = 0; device < 3000; device++) {
      long t = 1_000_000_000L * device;
      model.series.add(
          new SegmentModel.Series(
              device * 3,
              device,
              1,
              Kind.DOUBLE,
              List.of(
                  new SegmentModel.Block(
                      new long[] {t, t + 10},
                      new long[] {random.nextInt(50), Double.doubleToRawLongBits(0.5)}))));
    }
    Path file = nextFile();
    model.write(OPS, file, 0, 1);
    try (SegmentReader reader = SegmentReader.open(OPS, file, null)) {
      model.assertEqualTo(reader);
      assertThat(reader.directoryRow(1)).isEqualTo(-1);
      assertThat(reader.directoryRow(-1)).isEqualTo(-1);
      assertThat(reader.directoryRow(9000)).isEqualTo(-1);
    }
  }

  @Test
  void anEmptySegmentIsOne() {
    Path file = nextFile();
    SegmentInfo info = new SegmentModel().write(OPS, file, 4, 4);
    try (SegmentReader reader = SegmentReader.open(OPS, file, SegmentModel.STORE)) {
      assertThat(info.tMin()).isEqualTo(Long.MAX_VALUE);
      assertThat(reader.blockCount()).isZero();
      assertThat(reader.directoryRow(0)).isEqualTo(-1);
      assertThat(reader.channelStart(0)).isEqualTo(reader.channelEnd(0));
      RoaringBitmap devices = new RoaringBitmap();
      reader.devicesReporting(1, Long.MIN_VALUE, Long.MAX_VALUE, devices::add);
      assertThat(devices.isEmpty()).isTrue();
      assertThat(damages(reader)).isEmpty();
    }
  }

  @Test
  void aSeriesWithoutBlocksLeavesNoTrace() {
    Path file = nextFile();
    try (SegmentWriter writer = SegmentWriter.create(OPS, file, SegmentModel.STORE, 0)) {
      writer.beginSeries(1, 1, 1, Kind.LONG);
      writer.endSeries();
      writer.beginSeries(2, 2, 1, Kind.LONG);
      writer.addBlock(new long[] {5}, new long[] {6}, 1);
      writer.endSeries();
      assertThat(writer.finish(1, 1).series()).isEqualTo(1);
    }
    try (SegmentReader reader = SegmentReader.open(OPS, file, SegmentModel.STORE)) {
      assertThat(reader.directoryRow(1)).isEqualTo(-1);
      assertThat(reader.directoryRow(2)).isZero();
      assertThat(reader.directoryFirstBlock(0)).isZero();
      assertThat(reader.directoryEndBlock(0)).isEqualTo(1);
    }
  }

  @Test
  void reportingDevicesAreASupersetRoundedToBins() {
    Seeds.run(
        40,
        random -> {
          SegmentModel model = SegmentModel.random(random, 3, 10, 3);
          if (model.series.isEmpty()) {
            return;
          }
          Path file = nextFile();
          model.write(OPS, file, 0, 1);
          try (SegmentReader reader = SegmentReader.open(OPS, file, SegmentModel.STORE)) {
            long span = reader.tMax() - reader.tMin();
            for (int i = 0; i < 30; i++) {
              long from = reader.tMin() + (long) ((random.nextDouble() * 1.2 - 0.1) * span);
              long to = from + 1 + (long) (random.nextDouble() * span / 3);
              int channel = 3 + random.nextInt(3);
              RoaringBitmap found = new RoaringBitmap();
              reader.devicesReporting(channel, from, to, found::add);

              assertThat(found.contains(model.reporting(channel, from, to))).isTrue();
              // At most one bin, a 32nd of the span, too much on either side.
              long bin = Math.max(1, span / 32 + 1);
              assertThat(model.reporting(channel, from - bin, to + bin).contains(found)).isTrue();
            }
          }
        });
  }

  @Test
  void timesFromEndToEndHaveBins() {
    SegmentModel model = new SegmentModel();
    long[] times = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE};
    model.series.add(
        new SegmentModel.Series(
            1, 9, 2, Kind.LONG, List.of(new SegmentModel.Block(times, new long[4]))));
    Path file = nextFile();
    model.write(OPS, file, 0, 1);
    try (SegmentReader reader = SegmentReader.open(OPS, file, SegmentModel.STORE)) {
      model.assertEqualTo(reader);
      RoaringBitmap found = new RoaringBitmap();
      reader.devicesReporting(2, Long.MAX_VALUE - 5, Long.MAX_VALUE, found::add);
      assertThat(found.contains(9)).isTrue();
      found.clear();
      reader.devicesReporting(2, Long.MIN_VALUE, Long.MIN_VALUE + 1, found::add);
      assertThat(found.contains(9)).isTrue();
      found.clear();
      reader.devicesReporting(2, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2 + 1, found::add);
      assertThat(found.isEmpty()).isTrue();
    }
  }

  @Test
  void manyThreadsReadOneSegment() throws Exception {
    SegmentModel model = SegmentModel.random(new Random(21), 3, 12, 4);
    Path file = nextFile();
    model.write(OPS, file, 0, 1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (SegmentReader reader = SegmentReader.open(OPS, file, SegmentModel.STORE)) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        work.add(
            () -> {
              model.assertEqualTo(reader);
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {8, 4096, 20_000})
  void aPayloadIsMappedInStretches(long stretchBytes) {
    SegmentModel model = SegmentModel.random(new Random(12), 2, 8, 4);
    Path file = nextFile();
    model.write(OPS, file, 0, 1);
    try (SegmentReader reader = SegmentReader.open(OPS, file, SegmentModel.STORE, stretchBytes)) {
      model.assertEqualTo(reader);
      model.assertEqualTo(reader);
    }
  }

  @Test
  void readingAllocatesNothing() {
    SegmentModel model = SegmentModel.random(new Random(8), 4, 12, 4);
    Path file = nextFile();
    model.write(OPS, file, 0, 1);
    try (SegmentReader reader = SegmentReader.open(OPS, file, SegmentModel.STORE)) {
      BlockBuffer buffer = new BlockBuffer();
      int[] next = {0};
      AllocationProbe.assertAllocatesNothing(
          "read",
          2000,
          () -> {
            int block = next[0]++ % reader.blockCount();
            int row = reader.directoryRowOfBlock(block);
            int series = reader.directorySeries(row);
            if (reader.directoryRow(series) != row
                || reader.directoryFirstBlock(row) > block
                || reader.directoryEndBlock(row) <= block
                || reader.channelStart(reader.directoryChannel(row)) > row
                || reader.channelEnd(reader.directoryChannel(row)) <= row
                || reader.directoryDevice(row) < 0
                || reader.directoryKind(row) == null
                || reader.directoryFirstBlock(row) >= reader.directoryEndBlock(row)) {
              throw new AssertionError("block " + block);
            }
            reader.read(block, buffer);
            if (buffer.count != reader.statistic(BlockColumn.COUNT, block)) {
              throw new AssertionError("block " + block);
            }
          });
    }
  }

  @Test
  void whatIsOutOfOrderIsRefused() {
    try (SegmentWriter writer = SegmentWriter.create(OPS, nextFile(), SegmentModel.STORE, 0)) {
      writer.beginSeries(1, 5, 2, Kind.LONG);
      writer.addBlock(new long[] {10, 20}, new long[2], 2);
      assertThatThrownBy(() -> writer.addBlock(new long[] {20}, new long[1], 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.addBlock(new long[] {40, 30}, new long[2], 2))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.beginSeries(2, 6, 2, Kind.LONG))
          .isInstanceOf(IllegalStateException.class);
      writer.endSeries();
      assertThatThrownBy(() -> writer.beginSeries(2, 5, 2, Kind.LONG))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.beginSeries(2, 9, 1, Kind.LONG))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aClosedOneSaysSo() {
    Path file = nextFile();
    SegmentModel.random(new Random(3), 2, 8, 2).write(OPS, file, 0, 1);
    SegmentReader reader = SegmentReader.open(OPS, file, SegmentModel.STORE);
    reader.close();
    assertThatThrownBy(() -> reader.read(0, new BlockBuffer()))
        .isInstanceOf(StoreClosedException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aSegmentOfAnotherStoreIsRefused() {
    Path file = nextFile();
    new SegmentModel().write(OPS, file, 0, 1);
    assertThatThrownBy(() -> SegmentReader.open(OPS, file, new UUID(1, 2)))
        .isInstanceOf(CorruptStoreException.class);
  }

  private static List<CorruptStoreException> damages(SegmentReader reader) {
    List<CorruptStoreException> damages = new ArrayList<>();
    reader.verify(damages::add);
    return damages;
  }
}
