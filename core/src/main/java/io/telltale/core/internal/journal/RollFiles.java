package io.telltale.core.internal.journal;

import io.telltale.core.CorruptStoreException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;

/**
 * Names of roll files: a cycle is a day of the clock that the queue is shown, so a name is a date.
 *
 * @param directory the journal's directory
 */
record RollFiles(Path directory) {
  static final RollCycle CYCLE = RollCycles.FAST_DAILY;

  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern(CYCLE.format()).withZone(ZoneOffset.UTC);
  private static final String SUFFIX = ".cq4";

  /** The file of a cycle. */
  Path fileOf(int cycle) {
    return directory.resolve(
        NAME.format(Instant.ofEpochMilli((long) cycle * CYCLE.lengthInMillis())) + SUFFIX);
  }

  /** The cycle of a file. */
  static int cycleOf(Path file) {
    String name = file.getFileName().toString();
    try {
      LocalDate date = LocalDate.parse(name.substring(0, name.indexOf('.')), NAME);
      return Math.toIntExact(date.toEpochDay());
    } catch (RuntimeException e) {
      throw new CorruptStoreException(file, -1, "not a name of a journal file");
    }
  }
}
