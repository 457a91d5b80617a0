package io.telltale.core;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.engine.StoreEngine;
import io.telltale.core.internal.engine.StoreFollower;
import io.telltale.core.internal.io.SystemFileOps;
import io.telltale.core.internal.journal.Journal;
import io.telltale.core.internal.recovery.StoreLayout;
import io.telltale.core.internal.view.ReadingTap;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.core.internal.view.StoreCensus;
import io.telltale.core.internal.view.View;
import io.telltale.core.internal.view.Views;
import java.nio.file.Path;

/**
 * A store of telemetry in a directory: one process writes it, any number read what is sealed.
 *
 * <p>Readings go in through the ingest module's appender, answers come out through the query
 * module; this class opens, seals and closes, and knows devices and channels.
 *
 * <p><b>Threading:</b> any thread, but {@link #doWork}: one at a time. <b>Allocation:</b> opening
 * allocates the two head arenas; {@link #awaitIndexed} allocates nothing. <b>Lifetime:</b> close
 * appenders and cursors first; use after close throws {@link StoreClosedException}.
 */
public final class TelemetryStore implements AutoCloseable {
  static {
    StoreAccess.install(
        new StoreAccess.Doors() {
          @Override
          public View pin(TelemetryStore store) {
            return store.views.pin();
          }

          @Override
          public Catalog catalog(TelemetryStore store) {
            return store.catalog;
          }

          @Override
          public Journal journal(TelemetryStore store) {
            return store.engine().journal();
          }

          @Override
          public void tap(TelemetryStore store, ReadingTap tap) {
            if (store.engine != null) {
              store.engine.tap(tap);
            } else {
              store.follower.tap(tap);
            }
          }
        });
  }

  private final StoreLayout layout;
  private final StoreEngine engine;
  private final StoreFollower follower;
  private final Catalog catalog;
  private final Views views;
  private final Devices devices;
  private final Channels channels;
  private volatile boolean closed;

  private TelemetryStore(StoreLayout layout, StoreEngine engine, StoreFollower follower) {
    this.layout = layout;
    this.engine = engine;
    this.follower = follower;
    this.catalog = engine != null ? engine.catalog() : follower.catalog();
    this.views = engine != null ? engine.views() : follower.views();
    this.devices = new Devices(catalog);
    this.channels = new Channels(catalog);
  }

  /**
   * Opens for writing with default settings, creating the store when the directory is empty or
   * absent. Whatever an earlier writer committed is visible on return, also after it was killed;
   * what damage took from its journal, {@link #recovery} tells.
   *
   * @param directory the store's directory
   * @return the open store
   * @throws MissingJvmFlagsException when the JVM lacks the flags that writing needs; the message
   *     has the line to add
   * @throws StoreLockedException when another writer has the store open
   * @throws CorruptStoreException when a file other than the journal's is damaged
   */
  public static TelemetryStore open(Path directory) {
    return open(StoreConfig.builder(directory).build());
  }

  /**
   * Opens for writing.
   *
   * @param config settings
   * @return the open store
   * @throws MissingJvmFlagsException when the JVM lacks the flags that writing needs; the message
   *     has the line to add
   * @throws StoreLockedException when another writer has the store open
   * @throws CorruptStoreException when a file other than the journal's is damaged
   */
  public static TelemetryStore open(StoreConfig config) {
    StoreEngine engine = StoreEngine.open(config, SystemFileOps.INSTANCE);
    return new TelemetryStore(new StoreLayout(config.directory()), engine, null);
  }

  /**
   * Opens for reading only, beside a writer or without one. Takes no lock and changes nothing on
   * disk, and needs no JVM flags. What is not sealed is copied into memory; where that does not
   * suffice, {@link #unsealedBytes} says how much is missing.
   *
   * @param directory the store's directory
   * @return the open store
   * @throws StoreException when there is no store
   * @throws CorruptStoreException when a file other than the journal's is damaged
   */
  public static TelemetryStore openReadOnly(Path directory) {
    StoreLayout layout = new StoreLayout(directory);
    return new TelemetryStore(layout, null, StoreFollower.open(SystemFileOps.INSTANCE, layout));
  }

  /**
   * Where the store is.
   *
   * @return the directory
   */
  public Path directory() {
    return layout.directory();
  }

  /**
   * Whether the store was opened for reading only.
   *
   * @return true after {@link #openReadOnly}
   */
  public boolean isReadOnly() {
    return engine == null;
  }

  /**
   * The devices.
   *
   * @return their registry
   */
  public Devices devices() {
    return devices;
  }

  /**
   * The channels.
   *
   * @return their registry
   */
  public Channels channels() {
    return channels;
  }

  /**
   * Registers or finds the series of a device and a channel: the handle that readings are appended
   * with.
   *
   * @param device a device's id
   * @param channel a channel's id
   * @return dense id of the series
   */
  public int series(int device, int channel) {
    return catalog.registerSeries(device, channel);
  }

  /**
   * Waits until everything up to a position is visible to queries.
   *
   * @param position as an appender's commit returned it
   * @throws StoreException when the store stopped after a fault
   */
  public void awaitIndexed(long position) {
    engine().awaitIndexed(position);
  }

  /**
   * Seals everything that was committed before the call: on return it lies in segments, which a
   * second process sees when it opens.
   *
   * @throws StoreException when the store stopped after a fault
   */
  public void seal() {
    engine().seal();
  }

  /**
   * How far the agents lag behind what was committed.
   *
   * @return readings and bytes that wait, each of about now
   * @throws StoreException when the store stopped after a fault
   */
  public Backlog backlog() {
    return engine().backlog();
  }

  /**
   * Seals everything that was committed before the call, and merges neighbouring segments as far as
   * that is worth it: fewer files of fuller blocks, before a store is copied away, say. What the
   * disk has no room for stays as it is. While appenders keep the store busy this may take long,
   * for merging takes only the time that indexing and sealing leave.
   *
   * @throws StoreException when the store stopped after a fault
   */
  public void compact() {
    engine().compact();
  }

  /**
   * One step of the agents, for a store without threads of its own: the caller's duty cycle.
   *
   * @return the work done, 0 when idle
   * @throws IllegalStateException when the store runs its agents itself
   */
  @HotPath
  public int doWork() {
    return engine().doWork();
  }

  /**
   * Newest event time held.
   *
   * @return epoch nanoseconds, or Long.MIN_VALUE when the store is empty
   */
  public long newestTimeNs() {
    View view = views.pin();
    try {
      return view.newestTime();
    } finally {
      view.release();
    }
  }

  /**
   * Shows what a writer has committed since, to cursors opened from now on: a prefix of it, without
   * a gap. A store that is open for writing shows everything anyway.
   *
   * @return whether there was anything new
   * @throws CorruptStoreException when a file is damaged
   */
  public boolean refresh() {
    return follower != null && follower.refresh();
  }

  /**
   * What lies in the journal and is not shown by a store that was opened for reading only: about so
   * many bytes, what was sealed meanwhile included.
   *
   * @return bytes, 0 when everything is shown
   */
  public long unsealedBytes() {
    return follower == null ? 0 : follower.unsealedBytes();
  }

  /**
   * Tells what opening the store found: damage in the journal never keeps a store from being
   * opened. What is intact there is kept; a writer seals it and moves the damaged files to {@code
   * set-aside/}. Of a store that was opened for reading only, what it met since, which it passed
   * over.
   *
   * @return the report
   */
  public RecoveryReport recovery() {
    return engine != null ? engine.recovery() : follower.recovery();
  }

  /**
   * Counts what is held. Reads every stretch in which blocks overlap, to count duplicates exactly.
   *
   * @return the counts
   */
  public StoreStats stats() {
    View view = views.pin();
    try {
      return new StoreCensus(view).take();
    } finally {
      view.release();
    }
  }

  /** Seals everything, closes, and leaves no journal behind; idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (engine != null) {
      engine.close();
    } else {
      follower.close();
    }
  }

  private StoreEngine engine() {
    if (closed) {
      throw new StoreClosedException("the store is closed: directory=" + directory());
    }
    if (engine == null) {
      throw new StoreException("the store is open for reading only: directory=" + directory());
    }
    return engine;
  }
}
