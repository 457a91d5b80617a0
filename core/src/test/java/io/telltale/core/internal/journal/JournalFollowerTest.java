package io.telltale.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.testkit.Seeds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That it reads what Chronicle's own reader does is asked throughout ChronicleJournalTest. */
class JournalFollowerTest {
  @TempDir Path root;

  private final FrameWriter writer = new FrameWriter();
  private final Frame frame = new Frame();
  private Path directory;

  @BeforeEach
  void setDirectory() {
    directory = root.resolve("journal");
  }

  private ChronicleJournal open(Path folder, long rollBytes) {
    return ChronicleJournal.open(folder, rollBytes, Duration.ZERO, Journal.NONE);
  }

  private JournalFollower follow(long after) {
    return new JournalFollower(SystemFileOps.INSTANCE, directory, after);
  }

  private long append(Journal journal, int readings) {
    for (int i = 0; i < readings; i++) {
      writer.add(i, 1000 + i, i);
    }
    long position = journal.append(writer.layOut());
    writer.clear();
    return position;
  }

  /** Takes what there is; returns the positions. */
  private List<Long> takeAll(JournalReader reader) {
    List<Long> positions = new ArrayList<>();
    for (long p = reader.poll(frame.bytes()); p != Journal.NONE; p = reader.poll(frame.bytes())) {
      assertThat(frame.check()).isNull();
      positions.add(p);
    }
    return positions;
  }

  @Test
  void whereThereIsNoJournalYetThereIsNoFrame() {
    try (JournalFollower follower = follow(Journal.NONE)) {
      assertThat(takeAll(follower)).isEmpty();
      try (ChronicleJournal journal = open(directory, 64 << 10)) {
        assertThat(takeAll(follower)).isEmpty();
        long first = append(journal, 3);
        assertThat(takeAll(follower)).containsExactly(first);
        assertThat(follower.place()).contains("journal").endsWith(".cq4 frame 0");
      }
    }
  }

  @Test
  void followsFramesOfAnyLengthFromFileToFile() {
    Seeds.run(
        20,
        random -> {
          directory = root.resolve("journal-" + random.nextLong());
          List<Long> appended = new ArrayList<>();
          List<Long> followed = new ArrayList<>();
          try (JournalFollower follower = follow(Journal.NONE)) {
            for (int round = 0; round < 3; round++) {
              try (ChronicleJournal journal = open(directory, 64 << 10)) {
                for (int i = 0; i < 60; i++) {
                  appended.add(append(journal, 1 + random.nextInt(1 << random.nextInt(1, 11))));
                  if (random.nextInt(4) == 0) {
                    followed.addAll(takeAll(follower));
                    assertThat(followed).isEqualTo(appended);
                  }
                }
              }
            }
            followed.addAll(takeAll(follower));
            assertThat(followed).isEqualTo(appended);
          }
          int at = random.nextInt(appended.size());
          try (JournalFollower follower = follow(appended.get(at))) {
            assertThat(takeAll(follower)).isEqualTo(appended.subList(at + 1, appended.size()));
          }
        });
  }

  @Test
  void passesOverFilesThatNobodyWroteTo() throws IOException {
    try (ChronicleJournal journal = open(directory, 64 << 10)) {
      for (int i = 0; i < 5; i++) {
        append(journal, 4000);
      }
      List<Path> files = JournalFiles.rollFiles(directory);
      assertThat(files).hasSizeGreaterThan(1);
      try (JournalFollower follower = follow(Journal.NONE)) {
        Files.delete(files.get(0));
        Files.createFile(files.get(0));
        long second = RollFiles.CYCLE.toIndex(RollFiles.cycleOf(files.get(1)), 0);
        assertThat(follower.poll(frame.bytes())).isEqualTo(second);
      }
    }
  }

  @Test
  void namesWhereAFileIsDamaged() throws IOException {
    Path file;
    try (ChronicleJournal journal = open(directory, 64 << 10)) {
      append(journal, 100);
      file = JournalFiles.rollFiles(directory).get(0);
    }
    byte[] sound;
    try (InputStream in = Files.newInputStream(file)) {
      sound = in.readNBytes(128 << 10);
    }
    ByteBuffer words = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    while (words.getInt(at) != FrameLayout.MAGIC) {
      at += Integer.BYTES;
    }
    int header = at - Integer.BYTES;
    Files.write(file, Arrays.copyOf(sound, at + 50));
    assertDamaged(file, header, "too short");
    byte[] longer = sound.clone();
    longer[header + 3] = 0x3f;
    Files.write(file, longer);
    assertDamaged(file, header, "too short");
    byte[] other = sound.clone();
    other[6] ^= 1;
    Files.write(file, other);
    assertDamaged(file, 0, "not a file of a journal");
    Files.writeString(file, "no queue");
    assertDamaged(file, 0, "not a file of a journal");
  }

  private void assertDamaged(Path file, long offset, String what) {
    try (JournalFollower follower = follow(Journal.NONE)) {
      assertThatThrownBy(() -> takeAll(follower))
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining(String.valueOf(offset))
          .hasMessageContaining(what);
    }
  }

  /** Where the header of a document of a file is; frames count from 0, the last is the end. */
  private static long header(Path file, int wanted) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer word = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      int frames = 0;
      for (long at = 0; ; ) {
        channel.read(word.clear(), at);
        int header = word.getInt(0);
        boolean isFrame = header > 0 && (header & 1 << 30) == 0;
        if (header <= 0 || isFrame && frames++ == wanted) {
          return at;
        }
        at = (at + Integer.BYTES + (header & (1 << 30) - 1) + 3) & ~3L;
      }
    }
  }

  private static void write(Path file, long at, int word) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.write(bytes.putInt(0, word), at);
    }
  }

  /** A writer that is killed while it begins the next file, or a frame. */
  @ParameterizedTest
  @ValueSource(strings = {"no file", "empty", "zero", "half-made", "frame"})
  @Timeout(8)
  void aWriterGoesOnBehindOneThatWasKilled(String left) throws IOException {
    List<Long> appended = new ArrayList<>();
    try (ChronicleJournal journal = open(directory, 64 << 10)) {
      while (JournalFiles.rollFiles(directory).size() < 2) {
        appended.add(append(journal, 1000));
      }
    }
    List<Path> files = JournalFiles.rollFiles(directory);
    Path next = files.get(1);
    if (left.equals("frame")) {
      write(next, header(next, Integer.MAX_VALUE), RollFile.NOT_COMPLETE);
    } else {
      appended.remove(appended.size() - 1);
      Files.delete(next);
    }
    switch (left) {
      case "empty" -> Files.createFile(next);
      case "zero" -> Files.write(next, new byte[1 << 20]);
      case "half-made" -> Files.write(next, new byte[] {0, 0, 0, (byte) 0x80, 0, 0, 0, 0});
      default -> assertThat(left).isIn("no file", "frame");
    }
    try (JournalFollower follower = follow(Journal.NONE)) {
      List<Long> followed = takeAll(follower);
      assertThat(followed).isEqualTo(appended);
      for (int round = 0; round < 2; round++) {
        try (ChronicleJournal journal = open(directory, 64 << 10)) {
          appended.add(append(journal, 3));
          appended.add(append(journal, 3));
          assertThat(takeAll(journal.readAfter(Journal.NONE))).isEqualTo(appended);
        }
        followed.addAll(takeAll(follower));
        assertThat(followed).isEqualTo(appended);
      }
    }
  }

  @Test
  void aFileThatDoesNotGoOnAndHasNoEndIsDamaged() throws IOException {
    try (ChronicleJournal journal = open(directory, 64 << 10)) {
      for (int i = 0; i < 20; i++) {
        append(journal, 1000);
      }
    }
    Path first = JournalFiles.rollFiles(directory).get(0);
    long second = header(first, 1);
    for (int lost : new int[] {0, RollFile.NOT_COMPLETE}) {
      write(first, second, lost);
      assertDamaged(first, second, "has no end");
      assertThatThrownBy(() -> open(directory, 64 << 10))
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining(first.toString())
          .hasMessageContaining(String.valueOf(second));
    }
  }

  /** A writer that was killed left a file without a frame; the next one deletes it. */
  @Test
  void doesNotStayWithAFileThatWasDeletedAndMadeAnew() throws IOException {
    try (ChronicleJournal journal = open(directory, 64 << 10)) {
      append(journal, 3);
    }
    Path file = JournalFiles.rollFiles(directory).get(0);
    long size = Files.size(file);
    long first = header(file, 0);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(first);
      channel.write(ByteBuffer.allocate(1), size - 1);
    }
    try (JournalFollower follower = follow(Journal.NONE)) {
      assertThat(takeAll(follower)).isEmpty();
      try (ChronicleJournal journal = open(directory, 64 << 10)) {
        journal.closeAfter(journal.lastPosition());
      }
      assertThat(directory).isEmptyDirectory();
      try (ChronicleJournal journal = open(directory, 64 << 10)) {
        long appended = append(journal, 3);
        assertThat(JournalFiles.rollFiles(directory)).containsExactly(file);
        assertThat(takeAll(follower)).containsExactly(appended);
      }
    }
  }
}
