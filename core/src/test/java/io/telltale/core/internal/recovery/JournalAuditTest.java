package io.telltale.core.internal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.RecoveryReport;
import io.telltale.core.StoreConfig;
import io.telltale.core.StoreVerifier;
import io.telltale.core.StoreVerifier.Report;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.internal.journal.FrameLayout;
import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.internal.journal.JournalFiles;
import io.telltale.core.internal.manifest.ManifestStore;
import io.telltale.core.internal.view.StoreAccess;
import java.io.IOException;
import java.io.InputStream;
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
        Path copied = to.resolve(from.relativize(one));
        if (one.toString().endsWith(".cq4")) {
          copyBeginning(one, copied);
        } else {
          Files.copy(one, copied);
        }
      }
    }
  }

  /** What follows are hundreds of megabytes of nothing. */
  private static void copyBeginning(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from)) {
      Files.write(to, in.readNBytes(1 << 20));
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
      assertThat(report.damages().get(0))
          .contains(file.getFileName().toString(), ": frame " + (frame + 1) + ":");
      assertThat(report.frames()).isEqualTo(FRAMES - 1);
      flip(at, 0x10);
    }
    assertThat(StoreVerifier.verify(copy).damages()).isEmpty();
  }

  @Test
  void namesAFrameWhoseLengthIsDamagedAndReadsTheOthers() throws IOException {
    int second = firstFrame + stride;
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      int at = second - Integer.BYTES + bit / Byte.SIZE;
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
  void aWriterKeepsWhatIsIntactBehindADamagedHeaderAndSetsTheFileAside() throws IOException {
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      Path damaged = directory.resolve("damaged-" + bit);
      copy(copy, damaged);
      Path original = file;
      file = damaged.resolve("journal").resolve(original.getFileName());
      flip(firstFrame - Integer.BYTES + bit / Byte.SIZE, 1 << bit % Byte.SIZE);
      Path aside;
      try (TelemetryStore store = TelemetryStore.open(damaged)) {
        RecoveryReport report = store.recovery();
        assertThat(report.damages()).as("bit %d", bit).hasSize(1);
        assertThat(report.damages().get(0)).contains(file.toString());
        assertThat(report.frames()).isEqualTo(FRAMES - 1);
        assertThat(report.readings()).isEqualTo(READINGS * (FRAMES - 1));
        assertThat(report.setAside()).hasSize(1);
        aside = report.setAside().get(0);
        assertThat(store.stats().readings()).isEqualTo(READINGS * FRAMES);
      }
      assertThat(file).doesNotExist();
      assertThat(aside).exists();
      Report after = StoreVerifier.verify(damaged);
      assertThat(after.damages()).isEmpty();
      assertThat(after.readings()).isEqualTo(READINGS * FRAMES);
      try (TelemetryStore store = TelemetryStore.open(damaged)) {
        assertThat(store.recovery().hasDamage()).isFalse();
      }
      assertThat(aside).exists();
      file = original;
    }
  }

  @Test
  void aReaderShowsWhatIsIntactAndSaysWhatIsNot() throws IOException {
    flip(firstFrame + stride + FrameLayout.HEADER_BYTES, 1);
    try (TelemetryStore store = TelemetryStore.openReadOnly(copy)) {
      assertThat(store.stats().readings()).isEqualTo(READINGS * FRAMES);
      assertThat(store.refresh()).isFalse();
      RecoveryReport report = store.recovery();
      assertThat(report.damages()).hasSize(1);
      assertThat(report.damages().get(0)).contains(file.toString(), "frame 2: checksum");
      assertThat(report.readings()).isEqualTo(READINGS * (FRAMES - 1));
      assertThat(report.setAside()).isEmpty();
    }
    assertThat(file).exists();
  }

  /** A power cut may take registrations that no manifest covers, and leave the frames. */
  @Test
  void readingsOfSeriesThatTheCatalogLostAreRefusedAndTheOthersKept() throws IOException {
    try (TelemetryStore store = TelemetryStore.open(copy)) {
      int known = 0;
      int lost = store.series(store.devices().register("later"), 0);
      StoreAccess.catalog(store).flush();
      FrameWriter writer = new FrameWriter();
      for (int i = 0; i < 2_000; i++) {
        writer.add(i % 2 == 0 ? known : lost, 1_000 + i, i);
      }
      store.awaitIndexed(StoreAccess.journal(store).append(writer.layOut()));
      Path cut = directory.resolve("cut");
      copy(copy, cut);
      StoreLayout layout = new StoreLayout(cut);
      long forced = new ManifestStore(SystemFileOps.INSTANCE, cut).load(null).catalogValidLength();
      try (FileChannel catalog = FileChannel.open(layout.catalog(), StandardOpenOption.WRITE)) {
        assertThat(catalog.size()).isGreaterThan(forced);
        catalog.truncate(forced);
      }
      try (TelemetryStore reader = TelemetryStore.openReadOnly(cut)) {
        assertThat(reader.recovery().refused()).isEqualTo(1_000);
        assertThat(reader.recovery().damages()).hasSize(1);
        assertThat(reader.stats().readings()).isEqualTo(READINGS * (FRAMES + 1) + 1_000);
      }
      try (TelemetryStore opened = TelemetryStore.open(cut)) {
        RecoveryReport report = opened.recovery();
        assertThat(report.refused()).isEqualTo(1_000);
        assertThat(report.damages()).hasSize(1);
        assertThat(report.damages().get(0)).contains("1000 readings of series");
        assertThat(report.setAside()).hasSize(1);
        assertThat(opened.stats().readings()).isEqualTo(READINGS * (FRAMES + 1) + 1_000);
      }
    }
  }
}
