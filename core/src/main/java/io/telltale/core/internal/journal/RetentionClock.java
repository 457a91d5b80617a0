package io.telltale.core.internal.journal;

import io.telltale.core.internal.io.IoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Says which sealed roll files are kept for a replay: those that were written to within a span of
 * this computer's time.
 *
 * @param span how long; zero keeps none
 */
record RetentionClock(Duration span) {
  /** Of files from the oldest to the newest, those that may go: all before the first one kept. */
  List<Path> expired(List<Path> files) {
    if (span.isZero()) {
      return files;
    }
    Instant keptSince = Instant.now().minus(span);
    int gone = 0;
    while (gone < files.size() && lastWritten(files.get(gone)).isBefore(keptSince)) {
      gone++;
    }
    return files.subList(0, gone);
  }

  private static Instant lastWritten(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      throw IoFailure.of("read the time of", file, e);
    }
  }
}
