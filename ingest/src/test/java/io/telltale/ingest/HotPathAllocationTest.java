package io.telltale.ingest;

import static io.telltale.core.testkit.HotPathCoverage.methods;

import io.telltale.core.ChannelSpec;
import io.telltale.core.Kind;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.core.testkit.HotPathCoverage;
import io.telltale.ingest.internal.ByteKeyMap;
import io.telltale.ingest.internal.DecimalParser;
import io.telltale.ingest.internal.DoubleRounder;
import io.telltale.ingest.internal.ExactNumbers;
import io.telltale.ingest.internal.TimeGate;
import io.telltale.ingest.line.LineHotPaths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No hot path of the module allocates: appends, once the series are known, commits, parsing. */
class HotPathAllocationTest {
  private static final int DEVICES = 5;
  private static final int BATCH = 3_000;

  @TempDir Path directory;

  private final int[] doubles = new int[DEVICES];
  private final int[] longs = new int[DEVICES];
  private final int[] booleans = new int[DEVICES];
  private final int[] states = new int[DEVICES];
  private final int[] batchSeries = new int[BATCH];
  private final long[] batchTimes = new long[BATCH];
  private final double[] batchValues = new double[BATCH];
  private long time;
  private long sink;

  @Test
  void hotPathsAllocateNothing() {
    HotPathCoverage coverage = HotPathCoverage.ofModuleOf(ReadingAppender.class);
    StoreConfig config = StoreConfig.builder(directory).arenaBytes(4 << 20).build();
    try (TelemetryStore store = TelemetryStore.open(config)) {
      register(store);
      try (ReadingAppender appender = ReadingAppender.open(store)) {
        addAppends(coverage, appender);
        addNames(coverage, appender);
        addParsers(coverage);
        addTimes(coverage, store);
        LineHotPaths.addTo(coverage);
        coverage.check();
      }
    }
  }

  private void register(TelemetryStore store) {
    int[][] handles = {doubles, longs, booleans, states};
    Kind[] kinds = {Kind.DOUBLE, Kind.LONG, Kind.BOOLEAN, Kind.STATE};
    for (int k = 0; k < kinds.length; k++) {
      int channel = store.channels().register(ChannelSpec.of(kinds[k].name(), kinds[k])).id();
      for (int d = 0; d < DEVICES; d++) {
        handles[k][d] = store.series(store.devices().register("d" + d), channel);
      }
      if (kinds[k] == Kind.STATE) {
        store.channels().registerState(channel, "off");
        store.channels().registerState(channel, "on");
      }
    }
    for (int i = 0; i < BATCH; i++) {
      batchSeries[i] = doubles[i % DEVICES];
      batchValues[i] = i / 10.0;
    }
  }

  private void addAppends(HotPathCoverage coverage, ReadingAppender appender) {
    coverage.add(
        "append by handle and commit",
        () -> {
          for (int d = 0; d < DEVICES; d++) {
            time++;
            appender.append(doubles[d], time, 4.5);
            appender.append(longs[d], time, time);
            appender.append(booleans[d], time, time & 1);
            appender.append(states[d], time, time & 1);
          }
          sink += appender.commit();
        },
        100,
        methods(
            ReadingAppender.class, "append(int,long,double)", "append(int,long,long)", "commit"),
        methods(SeriesKinds.class, "bitsOf(int,double)", "bitsOf(int,long)"));
    coverage.add(
        "append a batch of several frames",
        () -> {
          for (int i = 0; i < BATCH; i++) {
            batchTimes[i] = ++time;
          }
          appender.appendBatch(batchSeries, batchTimes, batchValues, BATCH);
        },
        10,
        methods(ReadingAppender.class, "appendBatch"));
  }

  private void addNames(HotPathCoverage coverage, ReadingAppender appender) {
    coverage.add(
        "append by names",
        () -> {
          time++;
          appender.append("d1", "DOUBLE", time, 4.5);
          appender.appendLong("d2", "LONG", time, 42);
          appender.appendBoolean("d3", "BOOLEAN", time, true);
        },
        1_000,
        methods(
            ReadingAppender.class,
            "append(String,String,long,double)",
            "appendLong",
            "appendBoolean"),
        methods(SeriesKinds.class, "checkKind", "bitsOfInteger"));
  }

  private void addTimes(HotPathCoverage coverage, TelemetryStore store) {
    TimeLimits limits = TimeLimits.NONE.withFloor(0).withFuture(Duration.ofSeconds(1), () -> time);
    ReadingAppender limited = ReadingAppender.open(store, limits);
    TimeGate gate = new TimeGate(limits);
    coverage.add(
        "keep wrong times out",
        () -> {
          time++;
          sink += gate.admits(time) ? 1 : 0;
          if (!limited.append(doubles[0], time, 1.5)
              || limited.append(doubles[0], -1, 1.5)
              || limited.append(longs[0], time + 2_000_000_000L, 1.0)) {
            throw new AssertionError("a time was let in or kept out wrongly");
          }
        },
        1_000,
        methods(TimeGate.class, "admits"));
  }

  private void addParsers(HotPathCoverage coverage) {
    DecimalParser parser = new DecimalParser();
    byte[] decimal = "-12345.678e-2".getBytes(StandardCharsets.US_ASCII);
    byte[] longDecimal = "9.8765432109876543210e-17".getBytes(StandardCharsets.US_ASCII);
    byte[] integer = "-9223372036854775808".getBytes(StandardCharsets.US_ASCII);
    coverage.add(
        "parse numbers",
        () -> {
          if (!parser.parseDouble(decimal, 0, decimal.length)
              || !parser.parseDouble(longDecimal, 0, longDecimal.length)
              || !parser.parseLong(integer, 0, integer.length)
              || !parser.parseUnsigned(integer, 1, integer.length)) {
            throw new AssertionError("not parsed");
          }
          sink += parser.longValue();
        },
        1_000,
        methods(DecimalParser.class, "parseDouble", "parseLong", "parseUnsigned"),
        methods(DoubleRounder.class, "bits"));
    coverage.add(
        "ask whether numbers are exact",
        () -> {
          sink += ExactNumbers.fitsDouble(++time) ? 1 : 0;
          sink += ExactNumbers.fitsLong(time + 0.5) ? 1 : 0;
        },
        1_000,
        methods(ExactNumbers.class, "fitsDouble", "fitsLong"));
    ByteKeyMap<String> map = new ByteKeyMap<>();
    byte[][] keys = new byte[100][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ("a key of bytes " + i).getBytes(StandardCharsets.US_ASCII);
      map.put(keys[i], 0, keys[i].length, "value");
    }
    byte[] absent = Arrays.copyOf(keys[0], 5);
    coverage.add(
        "look up keys of bytes",
        () -> {
          byte[] key = keys[(int) (++time % keys.length)];
          sink += map.get(key, 0, key.length).length();
          sink += map.get(absent, 0, absent.length) == null ? 1 : 0;
        },
        1_000,
        methods(ByteKeyMap.class, "get"));
  }
}
