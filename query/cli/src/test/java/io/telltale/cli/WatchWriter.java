package io.telltale.cli;

import io.telltale.core.ChannelSpec;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** The process that {@link WatchKillTest} has watched: fridges that get warm, and fall silent. */
final class WatchWriter {
  static final String CHANNEL = "temperature";

  private static final int DEVICES = 20;
  private static final long SECOND_NS = 1_000_000_000L;
  private static final long PAUSE_NS = 5_000_000L;
  private static final long LATE_NS = 40 * SECOND_NS;

  private WatchWriter() {}

  /** Arguments: store, what stops it, seed. Goes on behind what the store has. */
  public static void main(String[] args) {
    Path stop = Path.of(args[1]);
    SplittableRandom random = new SplittableRandom(Long.parseLong(args[2]));
    try (TelemetryStore store = TelemetryStore.open(Path.of(args[0]));
        ReadingAppender appender = ReadingAppender.open(store)) {
      store.channels().register(ChannelSpec.ofDouble(CHANNEL).withPeriod(Duration.ofSeconds(1)));
      long second = Math.max(0, store.newestTimeNs() / SECOND_NS + 1);
      while (!Files.exists(stop)) {
        for (int device = 0; device < DEVICES; device++) {
          boolean silent = (second / 7 + device * 31L) % 97 < 5;
          if (!silent) {
            long late = random.nextInt(50) == 0 ? random.nextLong(LATE_NS) : 0;
            double celsius = (second + device * 13L) % 83 < 20 ? 9 + random.nextDouble() : 4;
            appender.append("F-" + device, CHANNEL, second * SECOND_NS - late, celsius);
          }
        }
        appender.commit();
        second++;
        LockSupport.parkNanos(PAUSE_NS);
      }
    }
  }
}
