package io.telltale.core.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.StoreException;
import io.telltale.core.StoreVerifier;
import io.telltale.core.StoreVerifier.Report;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.journal.FrameLayout;
import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.internal.journal.JournalFiles;
import io.telltale.core.internal.view.StoreAccess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that was not closed, whose journal is damaged at each byte in turn. */
class JournalAuditTest {
  private static final int FRAMES = 4;
  private static final int READINGS = 3;

  @TempDir Path directory;

  private Path copy;

  /** A roll file whose frames are the last things in it. */
  private Path file;

  private int firstFrame;
  private int length;

  /** From one frame to the next. */
  private int stride;

  private int end;

  @BeforeEach
  void stopAWriter() throws IOException {
    Path written = directory.resolve("written");
    copy = directory.resolve("copy");
    StoreConfig config =
        StoreConfig.builder(written).arenaBytes(StoreConfig.MIN_ARENA_BYTES).build();
    try (TelemetryStore store = TelemetryStore.open(config)) {
      int channel = store.channels().register(ChannelSpec.of("c", Kind.LONG)).id();
      int series = store.series(store.devices().register("d"), channel);
      StoreAccess.catalog(store).flush();
      append(store, series, 0);
      store.seal();
      for (int i = 0; i < FRAMES; i++) {
        append(store, series, i + 1);
      }
      copy(written, copy);
    }
    file = JournalFiles.rollFiles(copy.resolve("journal")).get(0);
    findFrames();
  }

  private static void append(TelemetryStore store, int series, int frame) {
    FrameWriter writer = new FrameWriter();
    for (int i = 0; i < READINGS; i++) {
      writer.add(series, frame * READINGS + i, i);
    }
    store.awaitIndexed(StoreAccess.journal(store).append(writer.layOut()));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path one : files.toList()) {
        Files.copy(one, to.resolve(from.relativize(one)));
      }
    }
  }

  private void findFrames() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(256 << 10).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file)) {
      channel.read(bytes, 0);
    }
    int frames = 0;
    for (int at = 0; frames < FRAMES + 1; at += Integer.BYTES) {
      if (bytes.getInt(at) == FrameLayout.MAGIC) {
        length = bytes.getInt(at - Integer.BYTES);
        stride = at - end + length;
        end = at + length;
        firstFrame = frames++ == 1 ? at : firstFrame;
      }
    }
  }

  private void flip(int at, int with) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, at);
      channel.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ with)}), at);
    }
  }

  @Test
  void countsWhatIsNotSealed() {
    Report report = StoreVerifier.verify(copy);
    assertThat(report.damages()).isEmpty();
    assertThat(report.frames()).isEqualTo(FRAMES);
    assertThat(report.readings()).isEqualTo(READINGS * (FRAMES + 1));
  }

  @Test
  void namesEachFrameOfWhichAByteIsDamagedAndReadsTheOthers() throws IOException {
    for (int at = firstFrame; at < end; at++) {
      int frame = (at - firstFrame) / stride;
      if ((at - firstFrame) % stride >= length) {
        // what fills up, and the next header, which says where the one behind it is
        continue;
      }
      flip(at, 0x10);
      Report report = StoreVerifier.verify(copy);
      assertThat(report.damages()).as("byte %d", at).hasSize(1);
      assertThat(report.damages().get(0)).contains(file.getFileName() + " frame " + (frame + 1));
      assertThat(report.frames()).isEqualTo(FRAMES - 1);
      flip(at, 0x10);
    }
    assertThat(StoreVerifier.verify(copy).damages()).isEmpty();
  }

  @Test
  void namesAFrameWhoseLengthIsDamagedAndReadsThoseBeforeIt() throws IOException {
    int last = firstFrame + (FRAMES - 1) * stride;
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      int at = last - Integer.BYTES + bit / Byte.SIZE;
      flip(at, 1 << bit % Byte.SIZE);
      Report report = StoreVerifier.verify(copy);
      assertThat(report.damages()).as("bit %d", bit).isNotEmpty();
      assertThat(report.damages().get(0)).contains(file.getFileName().toString());
      assertThat(report.frames()).isEqualTo(FRAMES - 1);
      flip(at, 1 << bit % Byte.SIZE);
    }
  }

  @Test
  void goesOnBehindAFileThatIsNone() throws IOException {
    Path next = file.resolveSibling("19700103F.cq4");
    assertThat(next.toString()).isGreaterThan(file.toString());
    Files.copy(file, next);
    Files.writeString(file, "no journal");
    Report report = StoreVerifier.verify(copy);
    assertThat(report.damages()).hasSize(1);
    assertThat(report.damages().get(0)).contains(file.toString(), "not a file of a journal");
    assertThat(report.frames()).isEqualTo(FRAMES + 1);
  }

  @Test
  void aWriterDoesNotTakeADamagedHeaderForTheEnd() throws IOException {
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      int at = firstFrame - Integer.BYTES + bit / Byte.SIZE;
      flip(at, 1 << bit % Byte.SIZE);
      assertThatThrownBy(() -> TelemetryStore.open(copy).close())
          .as("bit %d", bit)
          .isInstanceOf(StoreException.class)
          .hasStackTraceContaining(file.getFileName().toString());
      flip(at, 1 << bit % Byte.SIZE);
    }
    TelemetryStore.open(copy).close();
    Report report = StoreVerifier.verify(copy);
    assertThat(report.damages()).isEmpty();
    assertThat(report.readings()).isEqualTo(READINGS * (FRAMES + 1));
  }
}
