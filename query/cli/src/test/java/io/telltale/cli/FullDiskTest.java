package io.telltale.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.telltale.core.ChannelSpec;
import io.telltale.core.StorageFullException;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that gets full: one clear error, nothing committed is lost, and it goes on with room. */
final class FullDiskTest {
  private static final String DISK = "size=128m";
  private static final int COMMIT = 10_000;

  @TempDir Path temp;

  @Test
  void appendsAreRefusedBeforeTheDiskIsFullAndReadingGoesOn() throws IOException {
    try (MountedDisk disk = MountedDisk.mount(temp.resolve("disk"), DISK)) {
      Path db = disk.directory().resolve("db");
      Path fill = disk.fill(104 << 20);
      long committed = 0;
      // Not sealed meanwhile: the journal holds all there is.
      StoreConfig config = StoreConfig.builder(db).arenaBytes(64 << 20).build();
      try (TelemetryStore store = TelemetryStore.open(config);
          ReadingAppender appender = ReadingAppender.open(store)) {
        int series = series(store);
        while (committed < 100_000_000 && commit(appender, series, committed)) {
          committed += COMMIT;
        }
        assertThat(committed).isBetween(100_000L, 10_000_000L);
        assertThatThrownBy(appender::commit)
            .isInstanceOf(StorageFullException.class)
            .hasMessageContaining("the disk is full")
            .hasMessageContaining(db.toString())
            .hasMessageContaining("what was committed is kept");
        try (TelemetryStore reader = TelemetryStore.openReadOnly(db)) {
          assertThat(reader.stats().readings()).isBetween(committed, committed + COMMIT - 1);
        }
        Files.delete(fill);
        // What was staged goes with the next commit.
        for (long more = 0; more < 5; more++) {
          assertThat(commit(appender, series, committed + COMMIT + more * COMMIT)).isTrue();
        }
      }
      try (TelemetryStore reader = TelemetryStore.openReadOnly(db)) {
        assertThat(reader.stats().readings()).isGreaterThanOrEqualTo(committed + 5 * COMMIT);
      }
      assertThat(Telltale.run("verify", db).exitCode()).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void aStoreThatCannotSealStopsAndLosesNothing() throws IOException {
    try (MountedDisk disk = MountedDisk.mount(temp.resolve("disk"), DISK)) {
      Path db = disk.directory().resolve("db");
      TelemetryStore store = TelemetryStore.open(db);
      int series = series(store);
      try (ReadingAppender appender = ReadingAppender.open(store)) {
        for (long n = 0; n < 300_000; n += COMMIT) {
          assertThat(commit(appender, series, n)).isTrue();
        }
      }
      Path fill = disk.fill(100_000);
      assertThatThrownBy(store::seal)
          .isInstanceOf(StorageFullException.class)
          .hasMessageContaining("the store stopped")
          .hasMessageContaining(".seg");
      assertThatThrownBy(store::close).isInstanceOf(StorageFullException.class);

      Telltale seal = Telltale.run("seal", db);
      assertThat(seal.exitCode()).isEqualTo(ExitCode.USAGE);
      assertThat(seal.err())
          .startsWith("telltale: ")
          .contains("No space left on device", "what was committed is kept")
          .hasLineCount(1);
      assertThat(Telltale.run("stats", db, "--output", "json").out())
          .contains("\"readings\" : 300000");

      Files.delete(fill);
      assertThat(Telltale.run("seal", db).exitCode()).isEqualTo(ExitCode.DONE);
      assertThat(Telltale.run("stats", db, "--output", "json").out())
          .contains("\"readings\" : 300000");
    }
  }

  @Test
  void aNewStoreOnAFullDiskIsRefusedInOneLine() throws IOException {
    Path file = Files.writeString(temp.resolve("a.lp"), "m,d=x v=1 1\n");
    try (MountedDisk disk = MountedDisk.mount(temp.resolve("disk"), "size=1m")) {
      Path db = disk.directory().resolve("db");
      for (int round = 0; round < 2; round++) {
        Telltale run = Telltale.run("import", db, file, "--format", "line");
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
            .startsWith("telltale: ")
            .containsAnyOf("the disk is full", "No space left on device")
            .contains(db.toString())
            .hasLineCount(1);
        disk.fill(0);
      }
    }
  }

  private static int series(TelemetryStore store) {
    int channel = store.channels().register(ChannelSpec.ofDouble("load")).id();
    return store.series(store.devices().register("SN-1"), channel);
  }

  private static boolean commit(ReadingAppender appender, int series, long from) {
    try {
      for (long n = from; n < from + COMMIT; n++) {
        appender.append(series, n, (double) n * n);
      }
      appender.commit();
      return true;
    } catch (StorageFullException e) {
      return false;
    }
  }
}
