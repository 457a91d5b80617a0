package io.telltale.query.internal.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.telltale.core.CorruptStoreException;
import io.telltale.core.StoreException;
import io.telltale.core.StoreFormatException;
import io.telltale.core.StoreLockedException;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.testkit.GoldenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {
  private static final String NAME = "events-000000000001";
  private static final int HEADER_BYTES = 64;
  private static final int EVENT_BYTES = LoggedEvents.BYTES;

  @TempDir Path folder;

  private EventLog open() {
    return LoggedEvents.open(SystemFileOps.INSTANCE, folder);
  }

  /** Two rules, five events about three windows, two of them heard. */
  private List<long[]> write() {
    List<long[]> events =
        List.of(
            LoggedEvents.event(1, 1, 0, 0, 0),
            LoggedEvents.event(2, 1, 0, 1, 1),
            LoggedEvents.event(3, 2, 1, 0, 0),
            LoggedEvents.event(4, 3, 0, 0, 0),
            LoggedEvents.event(5, 2, 1, 4, EventRow.TAKEN_BACK));
    try (EventLog log = open()) {
      log.rule(0, 5_000, "hot");
      log.rule(1, Long.MIN_VALUE, "kühl");
      events.subList(0, 3).forEach(log::add);
      log.flush();
      log.heard(2);
      events.subList(3, 5).forEach(log::add);
      log.flush();
    }
    return events;
  }

  @Test
  void whatWasNotHeardIsHandedOverAgain() {
    List<long[]> events = write();
    for (int time = 0; time < 2; time++) {
      try (EventLog log = open()) {
        assertThat(log.size()).isEqualTo(3);
        assertThat(LoggedEvents.takeAll(log)).containsExactlyElementsOf(events.subList(2, 5));
        assertThat(log.size()).isZero();
      }
    }
    try (EventLog log = open()) {
      log.heard(4);
      assertThat(LoggedEvents.takeAll(log)).containsExactly(events.get(4));
      log.heard(Long.MAX_VALUE);
    }
    try (EventLog log = open()) {
      assertThat(LoggedEvents.takeAll(log)).isEmpty();
      long[] next = LoggedEvents.event(6, 4, 0, 0, 0);
      log.add(next);
      assertThat(log.size()).as("not written yet").isZero();
      log.flush();
      assertThat(LoggedEvents.takeAll(log)).containsExactly(next);
    }
  }

  @Test
  void whatWasToldIsRemembered() {
    List<long[]> events = write();
    try (EventLog log = open()) {
      Remembered told = log.remembered();
      assertThat(told.names()).containsExactly("hot", "kühl");
      assertThat(told.lastSequence()).isEqualTo(5);
      assertThat(told.lastWindow()).isEqualTo(3);
      assertThat(told.nowNs()).isEqualTo(events.get(4)[EventRow.NOW]);
      assertThat(told.find("kühl").windows()).as("taken back").isEmpty();
      assertThat(told.find("kühl").sinceNs()).isEqualTo(Long.MIN_VALUE);
      assertThat(told.find("hot").byDevice()).containsExactly(events.get(3), events.get(1));
      log.gone(0);
    }
    try (EventLog log = open()) {
      assertThat(log.remembered().find("hot")).isNull();
      assertThat(log.remembered().names()).as("for events that wait").contains("hot");
    }
  }

  @Test
  void whoWaitsIsWokenByWhatIsWritten() throws InterruptedException {
    try (EventLog log = open()) {
      log.rule(0, 0, "hot");
      Thread adds =
          new Thread(
              () -> {
                log.add(LoggedEvents.event(1, 1, 0, 0, 0));
                log.flush();
              });
      adds.start();
      log.await(TimeUnit.MINUTES.toNanos(1));
      assertThat(log.size()).isEqualTo(1);
      adds.join();
    }
  }

  @Test
  void anEndThatWasNotWrittenWholeIsCutOff() throws IOException {
    List<long[]> events = write();
    byte[] whole = Files.readAllBytes(folder.resolve(NAME));
    int lastAt = whole.length - EVENT_BYTES;
    for (int length = lastAt; length < whole.length; length++) {
      Files.write(folder.resolve(NAME), Arrays.copyOf(whole, length));
      assertThat(opened()).containsExactlyElementsOf(events.subList(2, 4));
    }
    Files.write(folder.resolve(NAME), Arrays.copyOf(whole, lastAt));
    try (EventLog log = open()) {
      log.add(events.get(4));
    }
    assertThat(Files.readAllBytes(folder.resolve(NAME))).isEqualTo(whole);
  }

  private List<long[]> opened() {
    try (EventLog log = open()) {
      return LoggedEvents.takeAll(log);
    }
  }

  @Test
  void aFlippedBitInAnyByteIsFound() throws IOException {
    write();
    byte[] whole = Files.readAllBytes(folder.resolve(NAME));
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % Byte.SIZE);
      Files.write(folder.resolve(NAME), flipped);
      Throwable fault = catchThrowable(this::opened);
      assertThat(fault)
          .as("byte %s", at)
          .isInstanceOfAny(CorruptStoreException.class, StoreFormatException.class)
          .hasMessageContaining(NAME);
      assertThat(Files.readAllBytes(folder.resolve(NAME))).as("as it was").isEqualTo(flipped);
    }
  }

  @Test
  void zerosInPlaceOfTheEndAreCutOff() throws IOException {
    List<long[]> events = write();
    byte[] whole = Files.readAllBytes(folder.resolve(NAME));
    // the third of the sectors was not written when the system went down
    Files.write(folder.resolve(NAME), Arrays.copyOf(Arrays.copyOf(whole, 512), 2_000));
    assertThat(opened())
        .as("that two were heard is lost, too")
        .containsExactlyElementsOf(events.subList(0, 2));
    assertThat(Files.size(folder.resolve(NAME))).isLessThan(512);
  }

  @Test
  void aFlippedBitInWhatIsGoneIsFound() throws IOException {
    write();
    try (EventLog log = open()) {
      log.gone(1);
    }
    byte[] bytes = Files.readAllBytes(folder.resolve(NAME));
    bytes[bytes.length - 4] ^= 2;
    Files.write(folder.resolve(NAME), bytes);
    assertThatThrownBy(this::opened)
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("checksum");
  }

  @Test
  void recordsThatMakeNoSenseAreNamed() throws IOException {
    write();
    byte[] whole = Files.readAllBytes(folder.resolve(NAME));
    byte[] again = Arrays.copyOf(whole, whole.length + EVENT_BYTES);
    System.arraycopy(whole, whole.length - EVENT_BYTES, again, whole.length, EVENT_BYTES);
    Files.write(folder.resolve(NAME), again);
    assertThatThrownBy(this::opened)
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("offset=" + whole.length + ": event 5 behind event 5");
    byte[] unnamed = Arrays.copyOf(whole, HEADER_BYTES + EVENT_BYTES);
    System.arraycopy(whole, whole.length - EVENT_BYTES, unnamed, HEADER_BYTES, EVENT_BYTES);
    Files.write(folder.resolve(NAME), unnamed);
    assertThatThrownBy(this::opened)
        .hasMessageContaining("an event of rule 1, which was not named");
  }

  @Test
  void eventsOfAKindThatThereIsNotAreNamed() {
    int[][] wrong = {{5, 0, 0}, {-1, 0, 0}, {0, 3, 0}, {0, -2, 0}, {0, 0, 3}, {0, 0, -1}};
    for (int i = 0; i < wrong.length; i++) {
      Path log = folder.resolve("told-" + i);
      long[] event = LoggedEvents.event(1, 1, 0, wrong[i][0], wrong[i][1]);
      event[EventRow.REASON] = wrong[i][2];
      try (EventLog made = LoggedEvents.open(SystemFileOps.INSTANCE, log)) {
        made.rule(0, 0, "hot");
        made.add(event);
      }
      assertThatThrownBy(() -> LoggedEvents.open(SystemFileOps.INSTANCE, log))
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining("an event of a kind, stage or end that is not known");
    }
  }

  @Test
  void anotherStoresLogIsRefused() {
    write();
    assertThatThrownBy(() -> EventLog.open(folder, new UUID(1, 2)))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageContaining("belongs to store " + LoggedEvents.STORE);
    assertThat(opened()).as("the lock is gone").hasSize(3);
  }

  @Test
  void twoDoNotWriteOneLog() {
    try (EventLog log = open()) {
      assertThatThrownBy(this::open).isInstanceOf(StoreLockedException.class);
      assertThat(log.size()).isZero();
    }
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    try (EventLog log = open()) {
      assertThatThrownBy(() -> log.rule(0, 0, "x".repeat(1 << 15)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> EventLog.open(file.resolve("told"), LoggedEvents.STORE))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("told");
  }

  @Test
  void shouldOpenTheLogOfFormatV0() throws IOException {
    GoldenFiles.copy("v0/" + NAME, folder);
    assertThat(opened()).hasSize(3);
  }

  @Test
  void shouldWriteTheSameBytesAsLongAsTheVersionIsTheSame() throws IOException {
    write();
    GoldenFiles.assertSame(folder.resolve(NAME), "v0/" + NAME);
  }

  @Test
  void namesOfOtherFilesMeanNothing() throws IOException {
    List<long[]> events = new ArrayList<>(write());
    Files.writeString(folder.resolve("events-000000000002.tmp"), "left by one who was killed");
    Files.writeString(folder.resolve("events-2"), "not ours");
    assertThat(opened()).containsExactlyElementsOf(events.subList(2, 5));
    assertThat(folder.resolve("events-000000000002.tmp")).doesNotExist();
    assertThat(folder.resolve("events-2")).exists();
  }
}
