package io.telltale.jmh;

import io.telltale.budget.Turns;
import io.telltale.query.LatestCursor;
import io.telltale.query.LatestQuery;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What an appending thread pays for a frame of 2,048 readings, staged and published, while the
 * store's own threads index and seal all the time, and readers read.
 */
public class BusyAppendBenchmark extends MeasuredByTurns {
  private static final int DEVICES = 200;
  private static final int READINGS = 1 << 17;

  /** Of a turn, so that it is long enough. */
  private static final int FRAMES = 3;

  /** The smallest there is: it is full, frozen and sealed some hundred times a second. */
  private static final long ARENA_BYTES = 1L << 20;

  /** More than fit into a head: at least so often one is sealed. */
  private static final int FRAMES_A_HEAD = 200;

  /** Event time: some 30 frames that wait to be indexed. */
  private static final long AHEAD_NS = 300_000_000_000L;

  private FleetReadings fleet;
  private WrittenStore written;
  private PlainReadings readings;
  private PlainReadings copy;
  private BareQueue queue;
  private Thread reader;
  private volatile boolean reading;
  private volatile long read;
  private long frames;
  private long readBefore;

  /** Opens an empty store and an empty queue. */
  @Setup(Level.Trial)
  public void open() {
    fleet = new FleetReadings(DEVICES, READINGS);
    written = new WrittenStore(fleet, ARENA_BYTES, true);
    readings = fleet.takeDoubles(FleetReadings.FRAME);
    copy = new PlainReadings(FleetReadings.FRAME);
    queue = new BareQueue(FleetReadings.FRAME_BYTES);
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() throws InterruptedException {
    if (reader != null) {
      reading = false;
      reader.join();
    }
    SelfCheck.require(written.segments() >= frames / FRAMES_A_HEAD, "sealing", written.segments());
    SelfCheck.require(reader == null || read > readBefore, "reading", read);
    written.close();
    queue.close();
  }

  /** While heads are sealed. */
  @Benchmark
  public void duringSealing(Turns turns) {
    appendAndCommit(turns);
  }

  /** While heads are sealed and a reader asks for the latest readings without a pause. */
  @Benchmark
  public void besideReader(Turns turns) {
    if (reader == null) {
      startReader();
    }
    appendAndCommit(turns);
  }

  private void startReader() {
    reading = true;
    reader = new Thread(this::readOn, "reader");
    reader.setDaemon(true);
    reader.start();
    while (read == 0) {
      Thread.yield();
    }
    readBefore = read - 1;
  }

  private void readOn() {
    LatestQuery latest = LatestQuery.prepare(written.store(), "temperature");
    while (reading) {
      // An empty store has no latest reading: the query itself counts.
      long readings = 1;
      try (LatestCursor cursor = latest.run()) {
        while (cursor.next()) {
          readings++;
        }
      }
      read += readings;
    }
  }

  private void appendAndCommit(Turns turns) {
    turns.begin();
    for (int i = 0; i < FRAMES; i++) {
      fleet.appendFrame(written.appender());
      written.appender().commit();
    }
    turns.measured(FRAMES);
    for (int i = 0; i < FRAMES; i++) {
      readings.copyTo(copy, i);
      queue.appendChecked();
    }
    turns.baseline(FRAMES);
    frames += FRAMES;
    queue.tidy();
    written.letCatchUp(fleet, AHEAD_NS);
  }
}
