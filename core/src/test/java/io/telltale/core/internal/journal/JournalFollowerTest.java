package io.telltale.core.internal.journal;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
  private final Set<String> damages = new LinkedHashSet<>();
  private Path directory;

  @BeforeEach
  void setDirectory() {
    directory = root.resolve("journal");
  }

  private ChronicleJournal open(Path folder, long rollBytes) {
    return ChronicleJournal.open(folder, rollBytes, Duration.ZERO, Journal.NONE, Integer.MAX_VALUE);
  }

  private JournalFollower follow(long after) {
    return JournalFollower.of(
        SystemFileOps.INSTANCE, directory, after, damage -> damages.add(damage.getMessage()));
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
    for (long p = reader.poll(frame); p != Journal.NONE; p = reader.poll(frame)) {
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
        assertThat(follower.damaged("why").getMessage())
            .contains("journal")
            .containsPattern("\\.cq4 offset=\\d+: frame 0: why$");
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
        assertThat(follower.poll(frame)).isEqualTo(second);
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
    damages.clear();
    try (JournalFollower follower = follow(Journal.NONE)) {
      takeAll(follower);
      assertThat(damages)
          .singleElement(as(STRING))
          .contains(file.toString(), "offset=" + offset + ":", what);
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

  private static int read(Path file, long at) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(bytes, at);
      return bytes.getInt(0);
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
  void aFileThatBreaksOffIsDamagedAndFramesBehindTheHoleAreRead() throws IOException {
    List<Long> appended = new ArrayList<>();
    try (ChronicleJournal journal = open(directory, 64 << 10)) {
      for (int i = 0; i < 20; i++) {
        appended.add(append(journal, 1000));
      }
    }
    Path first = JournalFiles.rollFiles(directory).get(0);
    long second = header(first, 1);
    appended.remove(1);
    for (int lost : new int[] {0, RollFile.NOT_COMPLETE}) {
      write(first, second, lost);
      damages.clear();
      try (JournalFollower follower = follow(Journal.NONE)) {
        assertThat(takeAll(follower)).isEqualTo(appended);
      }
      assertThat(damages).hasSize(1);
      assertThat(damages.iterator().next()).contains(first + " offset=" + second, "breaks off");
    }
    try (ChronicleJournal journal = open(directory, 64 << 10)) {
      assertThat(journal.left().damages()).extracting(Throwable::getMessage).isEqualTo(damages());
      assertThat(journal.left().frames()).isEqualTo(appended.size());
    }
  }

  private List<String> damages() {
    return List.copyOf(damages);
  }

  /** The last file of a process that was killed: pages that were lost look like its end. */
  @Test
  void aWriterLooksBehindWhatSeemsToBeTheEndOfTheLastFile() throws IOException {
    List<Long> appended = new ArrayList<>();
    try (ChronicleJournal journal = open(directory, 1 << 20)) {
      for (int i = 0; i < 5; i++) {
        appended.add(append(journal, 1000));
      }
    }
    Path file = JournalFiles.rollFiles(directory).get(0);
    long third = header(file, 2);
    write(file, third, 0);
    appended.remove(2);
    try (ChronicleJournal journal = open(directory, 1 << 20)) {
      assertThat(journal.left().damages())
          .singleElement()
          .extracting(Throwable::getMessage, as(STRING))
          .contains(file + " offset=" + third, "breaks off");
      appended.set(2, appended.get(2) - 1);
      appended.set(3, appended.get(3) - 1);
      assertThat(takeAll(journal.readAfter(Journal.NONE))).hasSize(4).isSorted();
      long next = append(journal, 3);
      List<Long> all = takeAll(journal.readAfter(Journal.NONE));
      assertThat(all).hasSize(5).endsWith(next);
      journal.deleteThrough(next);
      journal.closeAfter(next);
    }
    assertThat(file).doesNotExist();
    assertThat(directory).isDirectoryContaining(f -> f.toString().endsWith(".cq4.damaged"));
  }

  /** Whatever a word says: no other frame is lost, and none is read that was not written. */
  @Test
  void noDamagedWordHidesAnotherFrame() throws IOException {
    List<Long> appended = new ArrayList<>();
    try (ChronicleJournal journal = open(directory, 64 << 10)) {
      while (JournalFiles.rollFiles(directory).size() < 2) {
        appended.add(append(journal, 100));
      }
    }
    Path file = JournalFiles.rollFiles(directory).get(0);
    long third = header(file, 2);
    Seeds.run(
        300,
        random -> {
          long at = third + 4 * random.nextInt((100 * 11 + 24 + 8) / 4);
          at = random.nextInt(3) == 0 ? third : at;
          int sound = read(file, at);
          int damaged =
              random.nextBoolean() ? random.nextInt() : sound ^ 1 << random.nextInt(Integer.SIZE);
          write(file, at, damaged);
          damages.clear();
          try (JournalFollower follower = follow(Journal.NONE)) {
            int frames = takeAll(follower).size();
            assertThat(frames).isBetween(appended.size() - 2, appended.size());
            assertThat(frames == appended.size()).isEqualTo(damages.isEmpty());
          }
          write(file, at, sound);
        });
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
