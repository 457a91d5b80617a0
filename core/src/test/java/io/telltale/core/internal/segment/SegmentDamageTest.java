package io.telltale.core.internal.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.Kind;
import io.telltale.core.StoreException;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.core.internal.io.FileKind;
import io.telltale.core.internal.io.FileOps;
import io.telltale.core.internal.io.SectionFile;
import io.telltale.core.internal.io.SectionFileWriter;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.testkit.FaultyFileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;

class SegmentDamageTest {
  private static final FileOps OPS = SystemFileOps.INSTANCE;
  private static final int UNKNOWN_SECTION = 4711;

  @TempDir private Path directory;
  private Path file;
  private SegmentModel model;
  private int copies;

  @BeforeEach
  void writeSmallSegment() {
    model = new SegmentModel();
    model.series.add(
        new SegmentModel.Series(
            7,
            3,
            1,
            Kind.DOUBLE,
            List.of(
                block(1_000, 13, 20.25, 20.5, -0.0, Double.NaN, 21.75, 3.5, 3.5),
                block(5_000, 1_000_000, 1e300, 2.5, Math.PI))));
    model.series.add(
        new SegmentModel.Series(
            2,
            4,
            2,
            Kind.LONG,
            List.of(
                new SegmentModel.Block(
                    new long[] {10, 20, 35, 36, 100, 103},
                    new long[] {1, 2, 3, 1, 2, Long.MAX_VALUE}))));
    file = directory.resolve("small.seg");
    model.write(OPS, file, 0, 9);
  }

  private static SegmentModel.Block block(long start, long step, double... values) {
    long[] times = new long[values.length];
    long[] bits = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      times[i] = start + i * step + i % 3;
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return new SegmentModel.Block(times, bits);
  }

  @Test
  void everyFlippedBitIsFoundOrHarmless() throws IOException {
    byte[] intact = Files.readAllBytes(file);
    int found = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int bit = 0; bit < intact.length * 8; bit++) {
        byte flipped = (byte) (intact[bit >> 3] ^ 1 << (bit & 7));
        channel.write(ByteBuffer.wrap(new byte[] {flipped}), bit >> 3);
        found += isFoundOrHarmless("bit " + bit) ? 1 : 0;
        channel.write(ByteBuffer.wrap(intact, bit >> 3, 1), bit >> 3);
      }
    }
    // What is harmless are the zeros between sections, less than 64 bytes each.
    assertThat(found).isGreaterThan(intact.length * 8 / 2);
    assertThat(isFoundOrHarmless("nothing")).isFalse();
  }

  @Test
  void everyTruncationIsFound() throws IOException {
    byte[] intact = Files.readAllBytes(file);
    for (int length = 0; length < intact.length; length++) {
      Path cut = directory.resolve("cut.seg");
      Files.write(cut, Arrays.copyOf(intact, length));
      assertThatThrownBy(() -> SegmentReader.open(OPS, cut, SegmentModel.STORE))
          .as("length %d", length)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(cut.toString());
    }
  }

  /** Whether damage is reported; if none is, everything must be as it was. */
  private boolean isFoundOrHarmless(String what) {
    try (SegmentReader reader = SegmentReader.open(OPS, file, SegmentModel.STORE)) {
      List<CorruptStoreException> damages = new ArrayList<>();
      reader.verify(damages::add);
      boolean readable = true;
      try {
        model.assertEqualTo(reader);
        RoaringBitmap devices = new RoaringBitmap();
        reader.devicesReporting(1, 0, 2_000, devices::add);
        assertThat(devices).isEqualTo(RoaringBitmap.bitmapOf(3));
      } catch (CorruptStoreException e) {
        readable = false;
      } catch (AssertionError e) {
        throw new AssertionError("wrong data after flipping " + what, e);
      }
      assertThat(readable || !damages.isEmpty())
          .as("reading finds what verifying does not: %s", what)
          .isTrue();
      return !damages.isEmpty();
    } catch (StoreException e) {
      assertThat(e).hasMessageContaining(file.toString());
      return true;
    }
  }

  @Test
  void damageInABlockNamesFileAndOffsetEachTimeItIsRead() throws IOException {
    long payload;
    try (SectionFile sections = SectionFile.open(OPS, file, FileKind.SEGMENT, SegmentModel.STORE)) {
      payload = sections.offset(SegmentLayout.SECTION_PAYLOAD);
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) payload + 2] ^= 4;
    Files.write(file, bytes);
    try (SegmentReader reader = SegmentReader.open(OPS, file, SegmentModel.STORE)) {
      BlockBuffer buffer = new BlockBuffer();
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> reader.read(0, buffer))
            .isInstanceOf(CorruptStoreException.class)
            .hasMessageContaining(file.toString())
            .hasMessageContaining("offset=" + payload)
            .hasMessageContaining("series 7");
      }
      reader.read(1, buffer);
      SegmentModel.assertBlock(model.series.get(0).blocks().get(1), buffer, 1);
      List<CorruptStoreException> damages = new ArrayList<>();
      reader.verify(damages::add);
      assertThat(damages).hasSize(1);
      assertThat(damages.get(0).offset()).isEqualTo(payload);
    }
  }

  @ParameterizedTest
  @EnumSource(BlockColumn.class)
  void aColumnThatIsMissingProvesNothingUnlessItIsNeeded(BlockColumn column) {
    int section = SegmentLayout.sectionOf(column);
    Path without = copy(id -> id != section);
    if (column.isMandatory()) {
      assertThatThrownBy(() -> SegmentReader.open(OPS, without, SegmentModel.STORE))
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining(column.name());
      return;
    }
    try (SegmentReader reader = SegmentReader.open(OPS, without, SegmentModel.STORE)) {
      assertThat(reader.has(column)).isFalse();
      assertThat(reader.column(column)).isNull();
      assertThatThrownBy(() -> reader.statistic(column, 0))
          .isInstanceOf(IllegalStateException.class);
      model.assertEqualTo(reader);
      assertNoDamage(reader);
    }
  }

  @Test
  void withoutBitmapsEveryDeviceOfTheChannelMayHaveReported() {
    Path without = copy(id -> id != SegmentLayout.SECTION_REPORTING);
    try (SegmentReader reader = SegmentReader.open(OPS, without, SegmentModel.STORE)) {
      RoaringBitmap devices = new RoaringBitmap();
      reader.devicesReporting(2, 1_000, 1_001, devices::add);
      assertThat(devices).isEqualTo(RoaringBitmap.bitmapOf(4));
      assertNoDamage(reader);
    }
  }

  @Test
  void whatEverySegmentNeedsIsDemanded() {
    for (int needed :
        new int[] {
          SegmentLayout.SECTION_FACTS,
          SegmentLayout.SECTION_PAYLOAD,
          SegmentLayout.SECTION_DIRECTORY
        }) {
      Path without = copy(id -> id != needed);
      assertThatThrownBy(() -> SegmentReader.open(OPS, without, SegmentModel.STORE))
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining(without.toString());
    }
  }

  @Test
  void unknownSectionsAreSkipped() {
    Path with = copy(id -> true);
    try (SegmentReader reader = SegmentReader.open(OPS, with, SegmentModel.STORE)) {
      model.assertEqualTo(reader);
      assertNoDamage(reader);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 20, 1 << 30, Integer.MAX_VALUE})
  void aSizeThatTheFileCannotHoldIsDamageAndNotAllocated(int claimed) {
    for (int field :
        new int[] {SegmentLayout.FACTS_BLOCKS_OFFSET, SegmentLayout.FACTS_SERIES_OFFSET}) {
      Path crafted =
          copy(
              id -> true,
              SegmentLayout.SECTION_FACTS,
              facts ->
                  facts.putInt(SegmentLayout.FACTS_BLOCKS_OFFSET, claimed).putInt(field, claimed));
      assertThatThrownBy(() -> SegmentReader.open(OPS, crafted, SegmentModel.STORE))
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining(crafted.toString());
    }
  }

  @Test
  void bitmapsThatLieElsewhereAreDamage() {
    int[] fields = {
      SegmentLayout.REPORTING_SHIFT_OFFSET,
      SegmentLayout.REPORTING_BINS_OFFSET,
      SegmentLayout.REPORTING_CHANNELS_OFFSET,
      SegmentLayout.REPORTING_CHANNEL_IDS_OFFSET + 2 * Integer.BYTES,
      SegmentLayout.REPORTING_CHANNEL_IDS_OFFSET + 3 * Integer.BYTES,
    };
    for (int field : fields) {
      for (int value : new int[] {-1, 13, 64, 1_000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        Path crafted =
            copy(
                id -> true,
                SegmentLayout.SECTION_REPORTING,
                section -> section.putInt(field, value));
        try (SegmentReader reader = SegmentReader.open(OPS, crafted, SegmentModel.STORE)) {
          List<CorruptStoreException> damages = new ArrayList<>();
          reader.verify(damages::add);
          boolean shiftIsPossible = field == fields[0] && value == 13;
          assertThat(damages).as("field %d = %d", field, value).hasSize(shiftIsPossible ? 0 : 1);
        }
      }
    }
  }

  private Path copy(IntPredicate wanted) {
    return copy(wanted, UNKNOWN_SECTION, section -> section);
  }

  /**
   * Copies the sections with these ids, one of them changed, and one that nobody knows, into a new
   * file.
   */
  private Path copy(IntPredicate wanted, int changed, UnaryOperator<ByteBuffer> change) {
    Path copy = directory.resolve("copy-" + copies++ + ".seg");
    try (SectionFile from = SectionFile.open(OPS, file, FileKind.SEGMENT, SegmentModel.STORE);
        SectionFileWriter to =
            SectionFileWriter.create(OPS, copy, FileKind.SEGMENT, SegmentModel.STORE)) {
      to.beginSection(UNKNOWN_SECTION);
      to.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      to.endSection();
      for (int id = 0; id < 128; id++) {
        if (from.has(id) && wanted.test(id)) {
          to.beginSection(id);
          to.write(id == changed ? change.apply(from.read(id)) : from.read(id));
          if (id == SegmentLayout.SECTION_PAYLOAD) {
            to.endSectionUnchecked();
          } else {
            to.endSection();
          }
        }
      }
      to.finish();
    }
    return copy;
  }

  @Test
  void aFaultOfTheDiskLeavesEitherNoSegmentOrAWholeOne() {
    for (FaultyFileOps.Mode mode : FaultyFileOps.Mode.values()) {
      for (long call = 1; ; call++) {
        Path target = directory.resolve("faulty-" + mode + "-" + call + ".seg");
        FaultyFileOps ops = FaultyFileOps.failing(OPS, call, mode);
        boolean threw = false;
        try {
          model.write(ops, target, 0, 1);
        } catch (StoreException e) {
          threw = true;
          assertThat(e).hasMessageContaining("faulty-" + mode + "-" + call);
        }
        assertThat(threw).as("%s call %d", mode, call).isEqualTo(ops.hasFailed());
        if (Files.exists(target)) {
          try (SegmentReader reader = SegmentReader.open(OPS, target, SegmentModel.STORE)) {
            model.assertEqualTo(reader);
          }
        }
        if (!ops.hasFailed()) {
          break;
        }
      }
    }
  }

  @Test
  void aFaultWhileReadingNamesTheFileAndPasses() {
    for (long call = 1; ; call++) {
      FaultyFileOps ops = FaultyFileOps.failing(OPS, call, FaultyFileOps.Mode.ONCE);
      SegmentReader reader = null;
      try {
        reader = SegmentReader.open(ops, file, SegmentModel.STORE);
        model.assertEqualTo(reader);
        model.assertEqualTo(reader);
      } catch (StoreException e) {
        assertThat(e).hasMessageContaining(file.toString());
        assertThat(e).isNotInstanceOf(CorruptStoreException.class);
      }
      boolean failed = ops.hasFailed();
      if (reader != null) {
        ops.heal();
        model.assertEqualTo(reader);
        reader.close();
      }
      if (!failed) {
        break;
      }
    }
  }

  private static void assertNoDamage(SegmentReader reader) {
    List<CorruptStoreException> damages = new ArrayList<>();
    reader.verify(damages::add);
    assertThat(damages).isEmpty();
  }
}
