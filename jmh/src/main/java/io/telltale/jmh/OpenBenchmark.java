package io.telltale.jmh;

import io.telltale.budget.Turns;
import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.ingest.ReadingAppender;
import io.telltale.query.LatestCursor;
import io.telltale.query.LatestQuery;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Opening a small store that was closed, and closing it again; its files are in the page cache. */
public class OpenBenchmark extends MeasuredByTurns {
  private static final int DEVICES = 10;
  private static final int WARM_UPS = 1_000;
  private static final int READINGS = 1 << 14;
  private static final long ARENA_BYTES = StoreConfig.MIN_ARENA_BYTES;

  private final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 16);
  private Path directory;
  private List<Path> files;

  /** Makes the store. */
  @Setup(Level.Trial)
  public void make() throws IOException {
    directory = ScratchDirectory.create();
    FleetReadings fleet = new FleetReadings(DEVICES, READINGS);
    try (TelemetryStore store = TelemetryStore.open(config())) {
      fleet.register(store);
      try (ReadingAppender appender = ReadingAppender.open(store)) {
        fleet.append(appender, READINGS);
      }
    }
    try (Stream<Path> found = Files.walk(directory)) {
      files = found.filter(Files::isRegularFile).toList();
    }
    // So many that the JVM has compiled everything, however few fit into a warm-up.
    for (int i = 0; i < WARM_UPS; i++) {
      openAndAsk();
      readAll();
    }
  }

  private StoreConfig config() {
    return StoreConfig.builder(directory)
        .arenaBytes(ARENA_BYTES)
        .ownThreads(false)
        .compaction(false)
        .build();
  }

  /** Deletes. */
  @TearDown(Level.Trial)
  public void delete() {
    ScratchDirectory.delete(directory);
  }

  /** For reading only, and one query over the fleet. */
  @Benchmark
  public long readOnlyAndLatest(Turns turns) throws IOException {
    turns.begin();
    int devices = openAndAsk();
    turns.measured(1);
    long bytes = readAll();
    turns.baseline(1);
    SelfCheck.require(devices == DEVICES, "every device", devices);
    return bytes;
  }

  private int openAndAsk() {
    int devices = 0;
    try (TelemetryStore store = TelemetryStore.openReadOnly(directory);
        LatestCursor reading = LatestQuery.prepare(store, "temperature").run()) {
      while (reading.next()) {
        devices++;
      }
    }
    return devices;
  }

  private long readAll() throws IOException {
    long bytes = 0;
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file)) {
        scratch.clear();
        for (int read = channel.read(scratch); read > 0; read = channel.read(scratch)) {
          bytes += read;
          scratch.clear();
        }
      }
    }
    return bytes;
  }

  /** For writing; a disk and a new journal take part, so this is a budget of allocation alone. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Warmup(iterations = 5)
  @Measurement(iterations = 25)
  public void writing(Turns turns) {
    turns.begin();
    try (TelemetryStore store = TelemetryStore.open(config())) {
      SelfCheck.require(store.newestTimeNs() > 0, "what was sealed", store.newestTimeNs());
    }
    turns.measured(1);
  }
}
