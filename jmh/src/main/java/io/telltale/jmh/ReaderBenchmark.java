package io.telltale.jmh;

import io.telltale.budget.Turns;
import io.telltale.query.LatestCursor;
import io.telltale.query.LatestQuery;
import io.telltale.query.WindowQuery;
import io.telltale.query.text.RuleParser;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/**
 * Two threads that read a live store at once, while a third appends and the store's own index and
 * seal: readers wait for nobody, neither for one another. An operation is a query.
 */
@Threads(2)
public class ReaderBenchmark extends MeasuredByTurns {
  private static final int DEVICES = 20;
  private static final int READINGS = 1 << 17;
  private static final long ARENA_BYTES = 8L << 20;
  private static final int ROUNDS = 4;
  private static final int PINS = 4_000;
  private static final int SCANNED = 1 << 15;
  private static final long SEED = 42;
  private static final double HALF = 0.5;
  private static final int WARM_UPS = 800;

  /** Between two frames of the appender. */
  private static final long PAUSE_NS = 2_000_000;

  private FleetReadings fleet;
  private WrittenStore written;
  private long sealedNs;
  private Thread appender;
  private volatile boolean appending;

  /** Seals some history and starts the appender. */
  @Setup(Level.Trial)
  public void open() {
    fleet = new FleetReadings(DEVICES, READINGS);
    written = new WrittenStore(fleet, ARENA_BYTES, true);
    fleet.append(written.appender(), READINGS);
    written.appender().commit();
    written.store().seal();
    sealedNs = written.store().newestTimeNs();
    written.handOver();
    appending = true;
    appender = new Thread(this::appendOn, "appender");
    appender.setDaemon(true);
    appender.start();
  }

  private void appendOn() {
    while (appending) {
      fleet.appendFrame(written.appender());
      LockSupport.parkNanos(PAUSE_NS);
    }
  }

  /** Stops, closes and deletes. */
  @TearDown(Level.Trial)
  public void close() throws InterruptedException {
    appending = false;
    appender.join();
    long newestNs = written.store().newestTimeNs();
    SelfCheck.require(newestNs > sealedNs, "reading while somebody appends", newestNs);
    written.close();
  }

  /** What a reading thread has of its own. */
  @State(Scope.Thread)
  public static class Reader {
    private final double[] plain = new Random(SEED).doubles(SCANNED).toArray();
    private final PlainScan scan = new PlainScan(plain);
    private LatestQuery latest;
    private WindowQuery windows;
    private long expected;

    /** Prepares the queries. */
    @Setup(Level.Trial)
    public void prepare(ReaderBenchmark live) {
      latest = LatestQuery.prepare(live.written.store(), "temperature");
      windows =
          WindowQuery.prepare(live.written.store(), RuleParser.parse("temperature > 90 for 5m"))
              .now(live.sealedNs);
      expected = windows.count();
      scan.warmUp(HALF);
      // So often that it is compiled: five threads share the processors with the compiler later.
      for (int i = 0; i < WARM_UPS; i++) {
        SelfCheck.require(windows.count() == expected, "the same windows each time", i);
        latestDevices();
      }
    }

    private int latestDevices() {
      int devices = 0;
      try (LatestCursor cursor = latest.run()) {
        while (cursor.next()) {
          devices++;
        }
      }
      return devices;
    }
  }

  /** The newest time held: takes the view and gives it back, and next to nothing else. */
  @Benchmark
  public long pin(Turns turns, Reader reader) {
    long newest = 0;
    turns.begin();
    for (int round = 0; round < PINS; round++) {
      newest = written.store().newestTimeNs();
    }
    turns.measured(PINS);
    int above = reader.scan.countAbove(HALF);
    turns.baseline(SCANNED);
    SelfCheck.require(newest >= sealedNs, "what is held", newest);
    return newest + above;
  }

  /** The latest reading of each device. */
  @Benchmark
  public int latest(Turns turns, Reader reader) {
    int devices = 0;
    turns.begin();
    for (int round = 0; round < ROUNDS; round++) {
      devices += reader.latestDevices();
    }
    turns.measured(ROUNDS);
    int above = reader.scan.countAbove(HALF);
    turns.baseline(1);
    SelfCheck.require(devices == ROUNDS * DEVICES, "every device", devices);
    return above;
  }

  /** Windows over what was sealed before. */
  @Benchmark
  public int windows(Turns turns, Reader reader) {
    turns.begin();
    long found = reader.windows.count();
    turns.measured(1);
    int above = reader.scan.countAbove(HALF);
    turns.baseline(1);
    SelfCheck.require(found == reader.expected, "the same windows each time", found);
    return above;
  }
}
