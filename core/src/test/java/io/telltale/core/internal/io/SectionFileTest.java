package io.telltale.core.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreException;
import io.telltale.core.StoreFormatException;
import io.telltale.core.testkit.FaultyFileOps;
import io.telltale.core.testkit.FileDamage;
import io.telltale.core.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SectionFileTest {
  private static final UUID STORE = new UUID(7, 9);
  private static final byte[] FIRST = {1, 2, 3, 4, 5};
  private static final byte[] BULK = new byte[100];
  private static final FileOps OPS = SystemFileOps.INSTANCE;

  @TempDir Path directory;

  private Path writeSmall(FileOps ops, String name) {
    Path file = directory.resolve(name);
    try (SectionFileWriter writer = SectionFileWriter.create(ops, file, FileKind.SEGMENT, STORE)) {
      writer.beginSection(3);
      writer.write(ByteBuffer.wrap(FIRST));
      writer.endSection();
      writer.beginSection(4);
      writer.write(ByteBuffer.wrap(BULK));
      writer.endSectionUnchecked();
      writer.beginSection(5);
      writer.endSection();
      writer.finish();
    }
    return file;
  }

  private static SectionFile open(Path file) {
    return SectionFile.open(OPS, file, FileKind.SEGMENT, STORE);
  }

  @Test
  void shouldGiveBackWhatWasWritten() throws IOException {
    Path file = writeSmall(OPS, "small");
    try (SectionFile in = open(file)) {
      assertThat(in.storeId()).isEqualTo(STORE);
      assertThat(in.path()).isEqualTo(file);
      assertThat(in.length()).isEqualTo(Files.size(file));
      assertThat(in.read(3)).isEqualTo(ByteBuffer.wrap(FIRST));
      assertThat(in.read(4)).isEqualTo(ByteBuffer.wrap(BULK));
      assertThat(in.read(5).remaining()).isZero();
      assertThat(in.length(3)).isEqualTo(FIRST.length);
      assertThat(in.offset(3)).isEqualTo(64);
      assertThat(in.offset(4)).isEqualTo(128);
      in.verifyAll();
    }
    assertThat(directory.resolve("small.tmp")).doesNotExist();
  }

  @Test
  void shouldSayThatASectionIsMissing() {
    try (SectionFile in = open(writeSmall(OPS, "small"))) {
      assertThat(in.has(99)).isFalse();
      assertThat(in.read(99)).isNull();
      assertThat(in.offset(99)).isEqualTo(-1);
      assertThat(in.length(99)).isEqualTo(-1);
    }
  }

  @Test
  void shouldRoundTripRandomSectionsLargerThanItsBuffer() {
    Seeds.run(
        random -> {
          Path file = directory.resolve("random");
          byte[][] sections = new byte[40][];
          long length;
          try (SectionFileWriter writer =
              SectionFileWriter.create(OPS, file, FileKind.SEGMENT, STORE)) {
            for (int id = 0; id < sections.length; id++) {
              int bytes = random.nextInt(10) == 0 ? random.nextInt(3 << 20) : random.nextInt(300);
              sections[id] = new byte[bytes];
              random.nextBytes(sections[id]);
              writer.write(ByteBuffer.wrap(sections[id], 0, Math.min(5, bytes)));
              writer.beginSection(id);
              long from = writer.position();
              writePieces(writer, sections[id], random);
              assertThat(writer.position()).isEqualTo(from + bytes);
              writer.endSection();
            }
            length = writer.finish();
          }
          try (SectionFile in = open(file)) {
            assertThat(in.length()).isEqualTo(length);
            in.verifyAll();
            for (int id = 0; id < sections.length; id++) {
              assertThat(in.offset(id) % FileEnvelopeLayout.SECTION_ALIGNMENT).isZero();
              assertThat(in.read(id)).isEqualTo(ByteBuffer.wrap(sections[id]));
            }
          }
        });
  }

  private static void writePieces(SectionFileWriter writer, byte[] bytes, Random random) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    while (direct.position() < bytes.length) {
      int piece = Math.min(bytes.length - direct.position(), 1 + random.nextInt(1 << 20));
      direct.limit(direct.position() + piece);
      writer.write(direct);
      direct.limit(bytes.length);
    }
  }

  @Test
  void shouldLeaveNothingWhenClosedUnfinished() {
    Path file = directory.resolve("unfinished");
    try (SectionFileWriter writer = SectionFileWriter.create(OPS, file, FileKind.SEGMENT, STORE)) {
      writer.beginSection(1);
      assertThat(directory.resolve("unfinished.tmp")).exists();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void shouldTakeOverTheUnfinishedFileOfADeadProcess() throws IOException {
    Files.write(directory.resolve("small.tmp"), new byte[10_000]);
    try (SectionFile in = open(writeSmall(OPS, "small"))) {
      assertThat(in.read(3)).isEqualTo(ByteBuffer.wrap(FIRST));
    }
  }

  @Test
  void shouldRefuseAnExistingName() {
    writeSmall(OPS, "small");
    assertThatThrownBy(() -> writeSmall(OPS, "small"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("small");
    try (SectionFile in = open(directory.resolve("small"))) {
      in.verifyAll();
    }
  }

  @Test
  void shouldRefuseMisuse() {
    Path file = directory.resolve("misuse");
    try (SectionFileWriter writer = SectionFileWriter.create(OPS, file, FileKind.SEGMENT, STORE)) {
      assertThatThrownBy(writer::endSection).isInstanceOf(IllegalStateException.class);
      writer.beginSection(1);
      assertThatThrownBy(() -> writer.beginSection(2)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
      writer.endSection();
      assertThatThrownBy(() -> writer.beginSection(1)).isInstanceOf(IllegalArgumentException.class);
      writer.finish();
      assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
    }
    assertThat(file).exists();
  }

  @Test
  void shouldDetectEveryTruncation() {
    Path sound = writeSmall(OPS, "sound");
    FileDamage.cutToEveryLength(
        sound,
        directory.resolve("damaged"),
        (file, length) ->
            assertThatThrownBy(() -> open(file).close())
                .isInstanceOf(CorruptStoreException.class)
                .hasMessageContaining(file.toString()));
  }

  @Test
  void shouldDetectEveryFlippedBitOrNotBeHarmed() {
    Path sound = writeSmall(OPS, "sound");
    int[] harmless = new int[1];
    FileDamage.flipEveryBit(
        sound,
        directory.resolve("damaged"),
        (file, bit) -> {
          try (SectionFile in = open(file)) {
            in.verifyAll();
            assertThat(in.read(3)).isEqualTo(ByteBuffer.wrap(FIRST));
            assertThat(in.read(5).remaining()).isZero();
            harmless[0]++;
          } catch (CorruptStoreException e) {
            assertThat(e.path()).isEqualTo(file);
            assertThat(e.offset()).isBetween(0L, Files.size(file));
          }
        });
    // Padding, and the section that was written without a checksum.
    assertThat(harmless[0]).isEqualTo(8 * ((64 - FIRST.length) + 128));
  }

  @ParameterizedTest
  @EnumSource(FaultyFileOps.Mode.class)
  void shouldBeThereWholeOrNotAtAllWhicheverCallFails(FaultyFileOps.Mode mode) {
    for (int n = 1; ; n++) {
      FaultyFileOps ops = FaultyFileOps.failing(OPS, n, mode);
      Path file = directory.resolve("sweep-" + mode + "-" + n);
      boolean finished = true;
      try {
        writeSmall(ops, file.getFileName().toString());
      } catch (StoreException e) {
        assertThat(e).hasMessageContaining(file.getFileName().toString());
        finished = false;
      }
      if (Files.exists(file)) {
        try (SectionFile in = open(file)) {
          in.verifyAll();
        }
      } else {
        assertThat(finished).isFalse();
      }
      if (!ops.hasFailed()) {
        assertThat(n).as("calls swept").isGreaterThan(5);
        return;
      }
    }
  }

  @Test
  void shouldCloseTheFileWhenOpeningFails() throws IOException {
    Path sound = writeSmall(OPS, "sound");
    for (int n = 1; ; n++) {
      FaultyFileOps ops = FaultyFileOps.failing(OPS, n, FaultyFileOps.Mode.ONCE);
      try (SectionFile in = SectionFile.open(ops, sound, FileKind.SEGMENT, STORE)) {
        in.verifyAll();
      } catch (StoreException e) {
        assertThat(e).isNotInstanceOf(CorruptStoreException.class);
        assertThat(ops.callNames().get((int) ops.calls() - 1))
            .isIn("close sound", "openRead sound");
        continue;
      }
      assertThat(ops.hasFailed()).isFalse();
      return;
    }
  }

  @Test
  void shouldRefuseAFileOfAnotherKind() {
    Path file = writeSmall(OPS, "small");
    assertThatThrownBy(() -> SectionFile.open(OPS, file, FileKind.MANIFEST, STORE).close())
        .isInstanceOf(StoreFormatException.class);
  }
}
