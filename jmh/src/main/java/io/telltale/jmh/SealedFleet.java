package io.telltale.jmh;

import io.telltale.core.TelemetryStore;
import io.telltale.query.RangeCursor;
import io.telltale.query.RangeQuery;
import java.nio.file.Path;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The shared fleet, opened for reading only, and its readings in plain arrays. A run makes the
 * store once for all processes that measure; a process that was told of none makes its own.
 */
@State(Scope.Benchmark)
public class SealedFleet {
  private Path own;
  private TelemetryStore store;

  /** Opens. */
  @Setup(Level.Trial)
  public void open() {
    String made = System.getProperty(SharedFleet.PROPERTY);
    if (made == null) {
      own = ScratchDirectory.create();
      SharedFleet.makeIn(own);
    }
    store = TelemetryStore.openReadOnly(made == null ? own : Path.of(made));
  }

  /** Closes. */
  @TearDown(Level.Trial)
  public void close() {
    store.close();
    if (own != null) {
      ScratchDirectory.delete(own);
    }
  }

  TelemetryStore store() {
    return store;
  }

  /** The values of a channel of the first devices, one device after the other. */
  double[] values(String channel, int devices) {
    RangeQuery range = RangeQuery.prepare(store, channel);
    double[] values = new double[2 * devices * SharedFleet.READINGS];
    int n = 0;
    for (int device = 0; device < devices; device++) {
      try (RangeCursor reading = range.device(device).run()) {
        while (reading.next()) {
          double value = reading.value();
          // A state has no value but its code.
          values[n++] = Double.isNaN(value) ? reading.longValue() : value;
        }
      }
    }
    return Arrays.copyOf(values, n);
  }

  /** The times of a device's readings of a channel. */
  long[] times(String channel, int device) {
    long[] times = new long[2 * SharedFleet.READINGS];
    int n = 0;
    try (RangeCursor reading = RangeQuery.prepare(store, channel).device(device).run()) {
      while (reading.next()) {
        times[n++] = reading.timeNs();
      }
    }
    return Arrays.copyOf(times, n);
  }
}
