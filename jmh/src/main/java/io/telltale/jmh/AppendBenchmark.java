package io.telltale.jmh;

import io.telltale.budget.Turns;
import io.telltale.ingest.ReadingAppender;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What an appending thread pays, nothing else running: indexing and sealing are done by the same
 * thread outside of the turns.
 */
public class AppendBenchmark extends MeasuredByTurns {
  private static final int DEVICES = 100;
  private static final int READINGS = 1 << 14;
  private static final long ARENA_BYTES = 64L << 20;

  /** Fewer than a full frame, so that no append publishes one. */
  private static final int STAGED = FleetReadings.FRAME - 1;

  /** Several, so that a turn is long enough. */
  private static final int APPENDERS = 4;

  /** Copying is so much faster that a turn of as many would be too short. */
  private static final int COPIES = 8 * APPENDERS;

  /** From turn to turn. */
  private static final long STEP_NS = 1_000_000_000_000L;

  private PlainReadings readings;
  private long shiftNs;
  private PlainReadings[] copies;
  private FleetReadings fleet;
  private WrittenStore written;
  private ReadingAppender[] appenders;
  private BareQueue queue;

  /** Opens an empty store and an empty queue. */
  @Setup(Level.Trial)
  public void open() {
    fleet = new FleetReadings(DEVICES, READINGS);
    written = new WrittenStore(fleet, ARENA_BYTES, false);
    readings = fleet.takeDoubles(STAGED);
    appenders = new ReadingAppender[APPENDERS];
    copies = new PlainReadings[APPENDERS];
    for (int i = 0; i < APPENDERS; i++) {
      copies[i] = new PlainReadings(STAGED);
      appenders[i] = ReadingAppender.open(written.store());
    }
    queue = new BareQueue(FleetReadings.FRAME_BYTES);
  }

  /** Closes and deletes. */
  @TearDown(Level.Trial)
  public void close() {
    for (ReadingAppender appender : appenders) {
      appender.close();
    }
    written.close();
    queue.close();
  }

  /** Staging alone; an operation is a reading. */
  @Benchmark
  public void append(Turns turns) {
    shiftNs += STEP_NS;
    turns.begin();
    for (ReadingAppender appender : appenders) {
      readings.appendTo(appender, shiftNs);
    }
    turns.measured(APPENDERS * STAGED);
    for (int i = 0; i < COPIES; i++) {
      readings.copyTo(copies[i % APPENDERS], shiftNs);
    }
    turns.baseline(COPIES * STAGED);
    for (ReadingAppender appender : appenders) {
      SelfCheck.require(appender.staged() == STAGED, "staging alone", appender.staged());
      appender.commit();
    }
    written.catchUp();
  }

  /** Publishing frames that are staged but for one reading; an operation is a frame. */
  @Benchmark
  public void commit(Turns turns) {
    for (ReadingAppender appender : appenders) {
      fleet.append(appender, STAGED);
    }
    turns.begin();
    for (ReadingAppender appender : appenders) {
      appender.commit();
    }
    turns.measured(APPENDERS);
    for (int i = 0; i < APPENDERS; i++) {
      queue.append();
    }
    turns.baseline(APPENDERS);
    for (ReadingAppender appender : appenders) {
      SelfCheck.require(appender.staged() == 0, "a commit of everything", appender.staged());
    }
    queue.tidy();
    written.catchUp();
  }

  /** Staging and publishing frames; an operation is a frame. */
  @Benchmark
  public void appendAndCommit(Turns turns) {
    ReadingAppender appender = written.appender();
    turns.begin();
    long position = -1;
    for (int i = 0; i < APPENDERS; i++) {
      fleet.appendFrame(appender);
      position = appender.commit();
    }
    turns.measured(APPENDERS);
    for (int i = 0; i < APPENDERS; i++) {
      readings.copyTo(copies[i], shiftNs);
      queue.appendChecked();
    }
    turns.baseline(APPENDERS);
    SelfCheck.require(appender.staged() == 0, "a commit of everything", position);
    queue.tidy();
    written.catchUp();
  }
}
