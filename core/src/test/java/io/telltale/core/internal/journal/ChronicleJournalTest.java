package io.telltale.core.internal.journal;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.telltale.core.internal.io.SystemFileOps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ChronicleJournalTest {
  private static final long ROLL_BYTES = 64 << 10;

  @TempDir Path directory;

  private final FrameWriter writer = new FrameWriter();

  /** A sound frame whose readings all carry the mark. */
  private ByteBuffer frame(int count, long mark) {
    for (int i = 0; i < count; i++) {
      writer.add(i, mark * 1000 + i, mark);
    }
    ByteBuffer laidOut = writer.layOut();
    ByteBuffer frame = ByteBuffer.allocateDirect(laidOut.remaining());
    frame.order(ByteOrder.LITTLE_ENDIAN).put(laidOut).flip();
    writer.clear();
    return frame;
  }

  /** What the journal's own reader reads, and a follower as well. */
  private List<Long> marks(Journal journal, long after, List<Long> positions) {
    List<Long> followed = new ArrayList<>();
    List<Long> marks = marks(journal.readAfter(after), positions);
    assertThat(
            marks(
                JournalFollower.of(
                    SystemFileOps.INSTANCE, directory, after, d -> fail("damage", d)),
                followed))
        .isEqualTo(marks);
    assertThat(followed).isEqualTo(positions);
    return marks;
  }

  private static List<Long> marks(JournalReader opened, List<Long> positions) {
    List<Long> marks = new ArrayList<>();
    Frame frame = new Frame();
    try (JournalReader reader = opened) {
      for (long p = reader.poll(frame); p != Journal.NONE; p = reader.poll(frame)) {
        assertThat(frame.check()).isNull();
        frame.take(frame.count() - 1);
        marks.add(frame.values()[0]);
        positions.add(p);
      }
    }
    return marks;
  }

  @Test
  void framesComeBackInOrderAcrossRollFilesAndReopening() {
    List<Long> appended = new ArrayList<>();
    long last = Journal.NONE;
    for (int round = 0; round < 3; round++) {
      try (ChronicleJournal journal =
          ChronicleJournal.open(
              directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
        assertThat(journal.lastPosition()).isEqualTo(last);
        for (int i = 0; i < 20; i++) {
          long mark = round * 100L + i;
          long position = journal.append(frame(1 + i * 50, mark));
          assertThat(position).isGreaterThan(last);
          last = position;
          appended.add(mark);
        }
        List<Long> positions = new ArrayList<>();
        assertThat(marks(journal, Journal.NONE, positions)).isEqualTo(appended);
        assertThat(positions).isSorted();
        int middle = positions.size() / 2;
        assertThat(marks(journal, positions.get(middle), new ArrayList<>()))
            .isEqualTo(appended.subList(middle + 1, appended.size()));
        assertThat(marks(journal, last, new ArrayList<>())).isEmpty();
      }
    }
    assertThat(JournalFiles.rollFiles(directory)).hasSizeGreaterThan(3);
    assertThat(JournalFiles.writtenBytes(directory)).isBetween(300_000L, 3_000_000L);
  }

  /** A process that is killed while it makes the queue's own file leaves a header that says so. */
  @Test
  void aQueueThatAKillLeftHalfMadeIsMadeAnew() throws IOException {
    for (byte[] left : new byte[][] {{}, new byte[4096], halfMade(4096)}) {
      Files.write(directory.resolve("metadata.cq4t"), left);
      try (ChronicleJournal journal =
          ChronicleJournal.open(
              directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
        journal.append(frame(10, 7));
        assertThat(marks(journal, Journal.NONE, new ArrayList<>())).containsExactly(7L);
        journal.closeAfter(journal.lastPosition());
      }
    }
  }

  @Test
  void aRollFileThatAKillLeftHalfMadeHoldsNothing() throws IOException {
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
      journal.append(frame(10, 7));
    }
    Path first = JournalFiles.rollFiles(directory).get(0);
    int next = RollFiles.cycleOf(first) + 1;
    Files.write(new RollFiles(directory).fileOf(next), halfMade(1 << 20));
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
      journal.append(frame(10, 8));
      assertThat(marks(journal, Journal.NONE, new ArrayList<>())).containsExactly(7L, 8L);
    }
  }

  /** Chronicle's own readers make a file anew that is deleted when they are about to open it. */
  @Test
  @Timeout(8)
  void aRollFileThatNobodyWroteToHoldsNothing() throws IOException {
    long sealed;
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
      sealed = journal.append(frame(10, 7));
      journal.closeAfter(sealed);
    }
    RollFiles files = new RollFiles(directory);
    int cycle = RollFiles.CYCLE.toCycle(sealed);
    for (byte[] empty : new byte[][] {{}, new byte[1 << 20]}) {
      Files.write(files.fileOf(cycle), empty);
      try (ChronicleJournal journal =
          ChronicleJournal.open(directory, ROLL_BYTES, Duration.ZERO, sealed, Integer.MAX_VALUE)) {
        journal.append(frame(10, 8));
        assertThat(marks(journal, sealed, new ArrayList<>())).containsExactly(8L);
        journal.closeAfter(journal.lastPosition());
      }
    }
  }

  @Test
  void aRollFileThatDamageZeroedInPartIsNotDeleted() throws IOException {
    Path first;
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
      journal.append(frame(10, 7));
      first = JournalFiles.rollFiles(directory).get(0);
    }
    try (FileChannel channel = FileChannel.open(first, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(4096), 0);
    }
    JournalFiles.deleteUnfinished(directory);
    assertThat(first).exists();
  }

  /** A file whose first header was claimed and never finished. */
  private static byte[] halfMade(int bytes) {
    byte[] file = new byte[bytes];
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(0, 0x8000_0000);
    return file;
  }

  @Test
  void sealedFilesGoAndPositionsGoOnAscending() {
    long sealed;
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
      try (JournalReader behind = journal.readAfter(Journal.NONE)) {
        Frame frame = new Frame();
        long position = Journal.NONE;
        for (int i = 0; i < 20; i++) {
          position = journal.append(frame(1024, i));
        }
        sealed = position;
        while (behind.poll(frame) != Journal.NONE) {
          assertThat(frame.check()).isNull();
        }
        int before = JournalFiles.rollFiles(directory).size();
        journal.deleteThrough(sealed);
        assertThat(before).isGreaterThan(3);
        assertThat(JournalFiles.rollFiles(directory)).hasSize(1);
        assertThat(journal.append(frame(10, 20))).isGreaterThan(sealed);
        assertThat(marks(journal, sealed, new ArrayList<>())).containsExactly(20L);
      }
      journal.closeAfter(journal.lastPosition() - 1);
      assertThat(directory).isNotEmptyDirectory();
    }
    try (ChronicleJournal journal =
        ChronicleJournal.open(directory, ROLL_BYTES, Duration.ZERO, sealed, Integer.MAX_VALUE)) {
      journal.closeAfter(journal.lastPosition());
    }
    assertThat(directory).isEmptyDirectory();
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, sealed + 1, Integer.MAX_VALUE)) {
      assertThat(journal.lastPosition()).isEqualTo(sealed + 1);
      assertThat(journal.append(frame(1, 21))).isGreaterThan(sealed + 1);
      assertThat(marks(journal, sealed + 1, new ArrayList<>())).containsExactly(21L);
    }
  }

  @Test
  void sealedFilesStayForAReplayAsLongAsTheyAreToldTo() throws IOException {
    Duration day = Duration.ofDays(1);
    long sealed = Journal.NONE;
    try (ChronicleJournal journal =
        ChronicleJournal.open(directory, ROLL_BYTES, day, Journal.NONE, Integer.MAX_VALUE)) {
      for (int i = 0; i < 20; i++) {
        sealed = journal.append(frame(1024, i));
      }
      List<Path> files = JournalFiles.rollFiles(directory);
      assertThat(files).hasSizeGreaterThan(3);
      journal.deleteThrough(sealed);
      assertThat(JournalFiles.rollFiles(directory)).isEqualTo(files);
      // Two that nobody has written to for longer, the second behind one that was.
      FileTime old = FileTime.from(Files.getLastModifiedTime(files.get(0)).toInstant().minus(day));
      Files.setLastModifiedTime(files.get(0), old);
      Files.setLastModifiedTime(files.get(2), old);
      journal.deleteThrough(sealed);
      assertThat(JournalFiles.rollFiles(directory)).isEqualTo(files.subList(1, files.size()));
      journal.closeAfter(sealed);
      assertThat(JournalFiles.rollFiles(directory)).isEqualTo(files.subList(1, files.size()));
    }
    try (ChronicleJournal journal =
        ChronicleJournal.open(directory, ROLL_BYTES, day, sealed, Integer.MAX_VALUE)) {
      assertThat(journal.appendedReadings()).isZero();
      assertThat(marks(journal, Journal.NONE, new ArrayList<>())).contains(19L).doesNotContain(0L);
      assertThat(journal.append(frame(3, 20))).isGreaterThan(sealed);
      sealed = journal.lastPosition();
    }
    try (ChronicleJournal journal =
        ChronicleJournal.open(directory, ROLL_BYTES, Duration.ZERO, sealed, Integer.MAX_VALUE)) {
      journal.closeAfter(sealed);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void countsWhatIsNotSealed() {
    long sealed;
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
      assertThat(journal.appendedReadings()).isZero();
      sealed = journal.append(frame(5, 1));
      journal.append(frame(2, 2));
      journal.append(frame(1, 3));
      assertThat(journal.appendedReadings()).isEqualTo(8);
      assertThat(journal.appendedBytes()).isEqualTo(3 * FrameLayout.HEADER_BYTES + 8 * 10);
    }
    try (ChronicleJournal journal =
        ChronicleJournal.open(directory, ROLL_BYTES, Duration.ZERO, sealed, Integer.MAX_VALUE)) {
      assertThat(journal.appendedReadings()).isEqualTo(3);
      assertThat(journal.appendedBytes()).isEqualTo(2 * FrameLayout.HEADER_BYTES + 3 * 10);
    }
  }

  @Test
  void goesOnInANewFileBehindASealedPosition() {
    long sealed;
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
      journal.append(frame(5, 1));
      sealed = journal.append(frame(5, 2));
      journal.append(frame(5, 3));
    }
    try (ChronicleJournal journal =
        ChronicleJournal.open(directory, ROLL_BYTES, Duration.ZERO, sealed, Integer.MAX_VALUE)) {
      journal.append(frame(5, 4));
      assertThat(marks(journal, sealed, new ArrayList<>())).containsExactly(3L, 4L);
    }
  }

  @Test
  void opensThoughAPowerLossTookFramesThatWereSealed() {
    long last;
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
      journal.append(frame(5, 1));
      last = journal.append(frame(5, 2));
    }
    long sealed = last + 3;
    for (long mark = 3; mark < 5; mark++) {
      try (ChronicleJournal journal =
          ChronicleJournal.open(directory, ROLL_BYTES, Duration.ZERO, sealed, Integer.MAX_VALUE)) {
        assertThat(journal.append(frame(5, mark))).isGreaterThan(sealed);
      }
    }
    try (ChronicleJournal journal =
        ChronicleJournal.open(directory, ROLL_BYTES, Duration.ZERO, sealed, Integer.MAX_VALUE)) {
      assertThat(marks(journal, sealed, new ArrayList<>())).containsExactly(3L, 4L);
    }
  }

  @Test
  void aFileThatIsNoQueueIsDamageAndSetAside() throws IOException {
    Path file = directory.resolve("19700102F.cq4");
    Files.writeString(file, "no queue");
    Path aside = directory.resolve("aside");
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
      assertThat(journal.left().damages())
          .singleElement()
          .extracting(Throwable::getMessage, as(STRING))
          .contains(file.toString(), "not a file of a journal");
      journal.append(frame(5, 1));
      assertThat(marks(journal.readAfter(Journal.NONE), new ArrayList<>())).containsExactly(1L);
      assertThat(journal.setAside(aside)).singleElement().asString().contains("19700102F.cq4");
    }
    assertThat(file).doesNotExist();
    assertThat(aside).isDirectoryContaining(f -> f.toString().contains("19700102F.cq4"));
  }

  @Test
  void aFrameThatCannotBeCopiedLeavesNothingBehind() {
    try (ChronicleJournal journal =
        ChronicleJournal.open(
            directory, ROLL_BYTES, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE)) {
      journal.append(frame(5, 1));
      assertThatThrownBy(() -> journal.append(ByteBuffer.allocate(100)))
          .isInstanceOf(RuntimeException.class);
      journal.append(frame(5, 2));
      assertThat(marks(journal, Journal.NONE, new ArrayList<>())).containsExactly(1L, 2L);
    }
  }

  @Test
  void everyFlippedBitOfAFrameIsNoticed() {
    Frame frame = new Frame();
    ByteBuffer sound = frame(3, 7);
    for (int bit = 0; bit < sound.limit() * 8; bit++) {
      frame.bytes().clear();
      frame.bytes().put(sound.duplicate()).flip();
      int at = bit >> 3;
      frame.bytes().put(at, (byte) (frame.bytes().get(at) ^ 1 << (bit & 7)));
      assertThat(frame.check()).as("bit " + bit).isNotNull();
    }
    frame.bytes().clear();
    frame.bytes().put(sound.duplicate()).flip();
    assertThat(frame.check()).isNull();
  }
}
