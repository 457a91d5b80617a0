package io.telltale.jmh;

import io.telltale.core.StoreConfig;
import io.telltale.core.TelemetryStore;
import io.telltale.query.LatestCursor;
import io.telltale.query.LatestQuery;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time to open a store that was closed, and to close it again; its files are in the page cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ReopenBenchmark {
  private static final long ARENA_BYTES = 64L << 20;

  /**
   * For reading, and one query over the fleet.
   *
   * @return the sum of the latest temperatures
   */
  @Benchmark
  public double readOnlyAndLatest(SealedFleet sealed) {
    double sum = 0;
    try (TelemetryStore store = TelemetryStore.openReadOnly(sealed.directory());
        LatestCursor reading = LatestQuery.prepare(store, "temperature").run()) {
      while (reading.next()) {
        sum += reading.value();
      }
    }
    return sum;
  }

  /**
   * For writing: two arenas of 64 MiB, a journal and two threads.
   *
   * @return the newest time held
   */
  @Benchmark
  public long writing(SealedFleet sealed) {
    StoreConfig config = StoreConfig.builder(sealed.directory()).arenaBytes(ARENA_BYTES).build();
    try (TelemetryStore store = TelemetryStore.open(config)) {
      return store.newestTimeNs();
    }
  }
}
