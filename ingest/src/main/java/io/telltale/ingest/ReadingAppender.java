package io.telltale.ingest;

import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import io.telltale.core.StoreClosedException;
import io.telltale.core.StoreException;
import io.telltale.core.StoreLimitException;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.journal.FrameLayout;
import io.telltale.core.internal.journal.FrameWriter;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.ingest.internal.TimeGate;

/**
 * Appends readings to a store: {@code append} stages, {@link #commit} publishes. A staged frame of
 * 8,192 readings is published by itself. What was published survives the end of the process and
 * becomes visible to queries soon after; {@link TelemetryStore#awaitIndexed} waits for it.
 *
 * <p>A value of another type than its channel's kind is converted when nothing is lost: 25 into
 * DOUBLE, 25.0 into LONG. A reading that cannot be taken (unknown series, wrong kind) is an
 * exception, one whose time the {@link TimeLimits} do not take is counted and left out; both leave
 * everything else staged as it was. When publishing fails, for instance on a full disk, the
 * readings stay staged and the next append or commit tries again. Whoever is more than 16 million
 * readings ahead of what queries see is slowed, to 20 million a second.
 *
 * <p><b>Threading:</b> one thread, the first that appends or commits; others are refused unless the
 * system property {@code telltale.checks} is {@code false}. Open one appender a thread; all of one
 * store share its journal. <b>Allocation:</b> none when appending by handles or by names seen
 * before, and in commit. <b>Lifetime:</b> close it before its store; closing commits, and may be
 * done by another thread once the owner has stopped.
 */
public final class ReadingAppender implements AutoCloseable {
  private static final boolean CHECKS =
      !"false".equalsIgnoreCase(System.getProperty("telltale.checks"));

  private final Journal journal;
  private final Catalog catalog;
  private final SeriesKinds kinds;
  private final NamedSeries names;
  private final TimeGate gate;
  private final FrameWriter frame = new FrameWriter();
  private long position = -1;
  private Thread owner;
  private boolean closed;

  ReadingAppender(Journal journal, Catalog catalog, TimeLimits limits) {
    this.journal = journal;
    this.catalog = catalog;
    this.gate = new TimeGate(limits);
    this.kinds = new SeriesKinds(catalog);
    this.names = new NamedSeries(catalog);
  }

  /**
   * Opens an appender that takes readings of any time.
   *
   * @param store a store that is open for writing
   * @return the appender
   * @throws StoreException when the store was opened for reading only
   */
  public static ReadingAppender open(TelemetryStore store) {
    return open(store, TimeLimits.NONE);
  }

  /**
   * Opens an appender.
   *
   * @param store a store that is open for writing
   * @param limits which times are taken
   * @return the appender
   * @throws StoreException when the store was opened for reading only
   */
  public static ReadingAppender open(TelemetryStore store, TimeLimits limits) {
    if (store.isReadOnly()) {
      throw new StoreException(
          "cannot append: the store was opened for reading only, store=" + store.directory());
    }
    return new ReadingAppender(StoreAccess.journal(store), StoreAccess.catalog(store), limits);
  }

  /**
   * Stages a reading of a DOUBLE series, or of a LONG one when the value is an integer.
   *
   * @param series handle, from {@link TelemetryStore#series}
   * @param timeNs event time, epoch nanoseconds
   * @param value any double, NaN too
   * @return false when the time is not taken: nothing was staged
   * @throws IllegalArgumentException when the series is unknown or cannot take the value
   */
  @HotPath
  public boolean append(int series, long timeNs, double value) {
    checkUse();
    long bits = kinds.bitsOf(series, value);
    return gate.admits(timeNs) && stage(series, timeNs, bits);
  }

  /**
   * Stages a reading of a LONG, BOOLEAN (0, 1) or STATE (code) series, or of a DOUBLE one when a
   * double equals the value.
   *
   * @param series handle, from {@link TelemetryStore#series}
   * @param timeNs event time, epoch nanoseconds
   * @param value the value
   * @return false when the time is not taken: nothing was staged
   * @throws IllegalArgumentException when the series is unknown or cannot take the value
   */
  @HotPath
  public boolean append(int series, long timeNs, long value) {
    checkUse();
    long bits = kinds.bitsOf(series, value);
    return gate.admits(timeNs) && stage(series, timeNs, bits);
  }

  /**
   * Stages a reading by names, registering device, channel (DOUBLE) and series as needed.
   *
   * @param device serial number
   * @param channel name of the channel
   * @param timeNs event time, epoch nanoseconds
   * @param value any double, NaN too
   * @return false when the time is not taken: nothing was staged
   * @throws IllegalArgumentException when the channel cannot take the value
   * @throws StoreLimitException when there are too many devices, channels, series or states
   */
  @HotPath
  public boolean append(String device, String channel, long timeNs, double value) {
    checkUse();
    if (!gate.admits(timeNs)) {
      return false;
    }
    int series = names.find(device, channel, Kind.DOUBLE);
    return stage(series, timeNs, kinds.bitsOf(series, value));
  }

  /**
   * Stages a reading by names, registering device, channel (LONG) and series as needed.
   *
   * @param device serial number
   * @param channel name of the channel
   * @param timeNs event time, epoch nanoseconds
   * @param value the value
   * @return false when the time is not taken: nothing was staged
   * @throws IllegalArgumentException when the channel cannot take the value
   * @throws StoreLimitException when there are too many devices, channels, series or states
   */
  @HotPath
  public boolean appendLong(String device, String channel, long timeNs, long value) {
    checkUse();
    if (!gate.admits(timeNs)) {
      return false;
    }
    int series = names.find(device, channel, Kind.LONG);
    return stage(series, timeNs, kinds.bitsOfInteger(series, value));
  }

  /**
   * Stages a reading by names, registering device, channel (BOOLEAN) and series as needed.
   *
   * @param device serial number
   * @param channel name of the channel
   * @param timeNs event time, epoch nanoseconds
   * @param value the value
   * @return false when the time is not taken: nothing was staged
   * @throws IllegalArgumentException when the channel cannot take the value
   * @throws StoreLimitException when there are too many devices, channels, series or states
   */
  @HotPath
  public boolean appendBoolean(String device, String channel, long timeNs, boolean value) {
    checkUse();
    if (!gate.admits(timeNs)) {
      return false;
    }
    int series = names.find(device, channel, Kind.BOOLEAN);
    kinds.checkKind(series, Kind.BOOLEAN);
    return stage(series, timeNs, value ? 1 : 0);
  }

  /**
   * Stages a reading by names, registering device, channel (STATE), series and state as needed.
   *
   * @param device serial number
   * @param channel name of the channel
   * @param timeNs event time, epoch nanoseconds
   * @param state the state
   * @return false when the time is not taken: nothing was staged
   * @throws IllegalArgumentException when the channel cannot take the value
   * @throws StoreLimitException when there are too many devices, channels, series or states
   */
  public boolean appendState(String device, String channel, long timeNs, String state) {
    checkUse();
    if (!gate.admits(timeNs)) {
      return false;
    }
    int series = names.find(device, channel, Kind.STATE);
    kinds.checkKind(series, Kind.STATE);
    int channelId = catalog.seriesChannel(series);
    int code = catalog.findState(channelId, state);
    return stage(series, timeNs, code >= 0 ? code : catalog.registerState(channelId, state));
  }

  /**
   * Stages n readings of DOUBLE series, or of LONG ones where the value is an integer; none of them
   * when one cannot be taken. Those whose time is not taken are left out.
   *
   * @param series handles
   * @param timesNs event times, epoch nanoseconds
   * @param values values
   * @param n how many of each, from the start of the arrays
   * @return how many were staged
   * @throws IllegalArgumentException when a series is unknown or cannot take its value
   */
  @HotPath
  public int appendBatch(int[] series, long[] timesNs, double[] values, int n) {
    checkUse();
    if (n < 0 || n > series.length || n > timesNs.length || n > values.length) {
      throw new IllegalArgumentException(
          String.format(
              "n=%d for arrays of %d, %d and %d", n, series.length, timesNs.length, values.length));
    }
    for (int i = 0; i < n; i++) {
      kinds.bitsOf(series[i], values[i]);
    }
    int staged = 0;
    for (int i = 0; i < n; i++) {
      if (gate.admits(timesNs[i])) {
        stage(series[i], timesNs[i], kinds.bitsOf(series[i], values[i]));
        staged++;
      }
    }
    return staged;
  }

  /**
   * Publishes what is staged.
   *
   * @return the journal position of the last frame that this appender published, for {@link
   *     TelemetryStore#awaitIndexed}; -1 when it has published none
   */
  @HotPath
  public long commit() {
    checkUse();
    publish();
    return position;
  }

  /**
   * Counts what is staged and not published.
   *
   * @return readings, up to {@value FrameLayout#MAX_READINGS}
   */
  public int staged() {
    return frame.count();
  }

  /**
   * Counts the readings that were refused because their time lies before the floor.
   *
   * @return their number since the appender was opened
   */
  public long refusedBeforeFloor() {
    return gate.early();
  }

  /**
   * Counts the readings that were refused because their time lies too far in the future.
   *
   * @return their number since the appender was opened
   */
  public long refusedInFuture() {
    return gate.late();
  }

  /** Commits and closes; idempotent. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      publish();
    }
  }

  /** Always true, so that an append can end with it. */
  private boolean stage(int series, long timeNs, long valueBits) {
    if (frame.isFull()) {
      // An earlier attempt to publish failed.
      publish();
    }
    frame.add(series, timeNs, valueBits);
    if (frame.isFull()) {
      publish();
    }
    return true;
  }

  private void publish() {
    if (frame.count() == 0) {
      return;
    }
    // Registrations are durable before the first reading that needs them.
    catalog.flush();
    position = journal.append(frame.layOut());
    frame.clear();
  }

  private void checkUse() {
    if (closed) {
      throw new StoreClosedException("the appender is closed");
    }
    if (CHECKS && owner != Thread.currentThread()) {
      checkOwner();
    }
  }

  private void checkOwner() {
    if (owner != null) {
      throw new IllegalStateException(
          "the appender belongs to thread "
              + owner.getName()
              + ", used by "
              + Thread.currentThread().getName()
              + ": open one appender a thread");
    }
    owner = Thread.currentThread();
  }
}
