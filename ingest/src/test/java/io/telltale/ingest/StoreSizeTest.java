package io.telltale.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.telltale.core.ChannelSpec;
import io.telltale.core.TelemetryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a closed store takes on the disk, with everything that is in its folder. */
class StoreSizeTest {
  private static final long SEED = 11;
  private static final int DEVICES = 100;
  private static final int READINGS = 20_000;
  private static final long START_NS = 1_767_225_600_000_000_000L;
  private static final long STEP_NS = 1_500_000_000L;

  @TempDir Path directory;

  private interface Signal {
    double next(double value, SplittableRandom random);
  }

  @Test
  void regularMillisecondsAndTwoDecimalsTakeLittle() throws IOException {
    // A temperature that wanders, and one that is noise of 200 steps: 7.6 bits that no one can
    // save.
    assertThat(bytesAReading("walk", (v, r) -> v + r.nextInt(-12, 13) / 100.0 + (21 - v) / 50))
        .isLessThan(1.0);
    assertThat(bytesAReading("noise", (v, r) -> 20 + r.nextInt(200) / 100.0)).isLessThan(1.3);
  }

  private double bytesAReading(String name, Signal signal) throws IOException {
    Path folder = directory.resolve(name);
    SplittableRandom random = new SplittableRandom(SEED);
    try (TelemetryStore store = TelemetryStore.open(folder)) {
      int channel = store.channels().register(ChannelSpec.ofDouble("temperature")).id();
      int[] series = new int[DEVICES];
      double[] values = new double[DEVICES];
      for (int d = 0; d < DEVICES; d++) {
        series[d] = store.series(store.devices().register("sensor-" + d, Map.of()), channel);
        values[d] = 21;
      }
      try (ReadingAppender appender = ReadingAppender.open(store)) {
        for (int i = 0; i < READINGS; i++) {
          for (int d = 0; d < DEVICES; d++) {
            values[d] = Math.round(signal.next(values[d], random) * 100) / 100.0;
            // each device has a millisecond of its own
            appender.append(series[d], START_NS + i * STEP_NS + d * 7_000_000L, values[d]);
          }
        }
      }
    }
    long bytes;
    try (Stream<Path> files = Files.walk(folder)) {
      bytes = files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
    double each = bytes / (double) (DEVICES * READINGS);
    return each;
  }
}
