package io.telltale.query.live;

import io.telltale.core.HotPath;
import io.telltale.core.StoreException;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.StoreAccess;
import io.telltale.query.WindowRule;
import io.telltale.query.internal.events.EventLog;
import io.telltale.query.internal.events.EventQueue;
import io.telltale.query.internal.events.Events;
import io.telltale.query.internal.live.LiveEngine;
import io.telltale.query.internal.live.QueuedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Rules that are evaluated as readings arrive.
 *
 * <pre>{@code
 * try (LiveRules live = LiveRules.open(store)) {
 *   live.attach("hot", RuleParser.parse("temperature > 8 for 10m"));
 *   while (running) {
 *     live.poll(
 *         event -> report(event.rule(), event.kind(), event.device(), event.startNs()),
 *         100, TimeUnit.MILLISECONDS);
 *   }
 * }
 * }</pre>
 *
 * <p>After {@link TelemetryStore#awaitIndexed} of a position, whatever the readings up to it bring
 * about waits to be polled; the windows that were told CONFIRMED and not RETRACTED are those that a
 * query returns. Section 8 of docs/windows.md has the contract.
 *
 * <p><b>Threading:</b> any thread attaches and ticks; one thread at a time polls. Rules are
 * evaluated by the store's indexer, or by {@link TelemetryStore#refresh} of a store that is open
 * for reading only. A handler may take its time: what does not fit into the queue meanwhile is
 * lost, but the indexer never waits. <b>Allocation:</b> none in steady state. <b>Lifetime:</b>
 * close it before its store; a store has one at a time.
 */
public final class LiveRules implements AutoCloseable {
  private final LiveEngine engine;
  private final Events events;
  private final QueuedEvent event;
  private boolean closed;

  private LiveRules(LiveEngine engine, Events events) {
    this.engine = engine;
    this.events = events;
    event = new QueuedEvent(engine, events);
  }

  /**
   * Opens without rules; what is told is not remembered.
   *
   * @param store whose readings are listened to
   * @return none yet
   * @throws IllegalStateException when the store has live rules already
   */
  public static LiveRules open(TelemetryStore store) {
    return open(store, LiveConfig.builder().build());
  }

  /**
   * Opens without rules.
   *
   * @param store whose readings are listened to
   * @param config how
   * @return none yet
   * @throws IllegalStateException when the store has live rules already
   * @throws IllegalArgumentException when the event log is to lie in the store's directory
   * @throws StoreException when the event log is of another store, is locked by other live rules,
   *     is damaged, or cannot be read or written
   */
  public static LiveRules open(TelemetryStore store, LiveConfig config) {
    checkFolder(store, config.eventLog());
    Events events =
        config.eventLog() == null
            ? new EventQueue(config.queueCapacity())
            : EventLog.open(config.eventLog(), StoreAccess.catalog(store).storeId());
    try {
      LiveEngine engine = new LiveEngine(store, events, config.registeredAt());
      engine.start();
      return new LiveRules(engine, events);
    } catch (RuntimeException | Error fault) {
      events.close();
      throw fault;
    }
  }

  private static void checkFolder(TelemetryStore store, Path folder) {
    if (folder != null && real(folder).startsWith(real(store.directory()))) {
      throw new IllegalArgumentException(
          "the event log is to lie outside of the store: "
              + folder
              + " is in "
              + store.directory());
    }
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      // it is not there yet
      return folder.toAbsolutePath().normalize();
    }
  }

  /**
   * Attaches a rule, telling of the windows that it has now and gets from now on. If the event log
   * remembers a rule of that name, this one goes on where that one ended, and tells what has
   * changed: by readings that came meanwhile, or because the rule is another one.
   *
   * @param name what its events are told by
   * @param rule what to look for
   * @throws IllegalArgumentException when the name is taken or, with an event log, has more than
   *     32,000 bytes, when the store has no such channel, or when the condition does not fit the
   *     channel's kind
   * @throws StoreException when what the store has cannot be read, or the event log not be written;
   *     what was told of the rule is taken back then, or stays as an event log remembers it
   * @throws IllegalStateException when the rule names {@code neverSeen} and there is no {@code
   *     registeredAt}
   */
  public void attach(String name, WindowRule rule) {
    engine.attach(
        Objects.requireNonNull(name, "name"), Objects.requireNonNull(rule, "rule"), false, 0);
  }

  /**
   * Attaches a rule, telling of the windows that overlap {@code [sinceNs, ...)}. A rule that the
   * event log remembers goes on from when it looked for windows, if that is earlier.
   *
   * @param name what its events are told by
   * @param rule what to look for
   * @param sinceNs epoch nanoseconds; Long.MIN_VALUE: all time
   * @throws IllegalArgumentException as {@link #attach(String, WindowRule)}
   */
  public void attach(String name, WindowRule rule, long sinceNs) {
    engine.attach(
        Objects.requireNonNull(name, "name"), Objects.requireNonNull(rule, "rule"), true, sinceNs);
  }

  /**
   * Takes a rule away. Events about its windows that wait are handed over yet, and none follow; an
   * event log remembers them no more.
   *
   * @param name what it was attached by, now or earlier
   * @throws IllegalArgumentException when there is none of that name
   */
  public void detach(String name) {
    engine.detach(name);
  }

  /**
   * Lets time pass without a reading: for silence, and for what ends when no reading speaks any
   * more.
   *
   * @param nowNs epoch nanoseconds; a time before the newest one is ignored
   */
  public void tick(long nowNs) {
    engine.tick(nowNs);
  }

  /**
   * Hands over the events that wait, oldest first. One that the handler fails at waits on; those
   * that it has returned from are heard: an event log does not hand them over again. If the process
   * ends before it could take note of that, they come again with the same {@link
   * LiveEvent#sequence}.
   *
   * @param handler is told of each, on this thread
   * @return how many
   * @throws IllegalStateException when rules could not be evaluated any more, the fault being its
   *     cause; events from before are handed over first
   * @throws StoreException when the event log cannot be read or written
   */
  @HotPath
  public int poll(LiveEventHandler handler) {
    int count = 0;
    long heard = 0;
    boolean isInHandler = false;
    try {
      while (event.take()) {
        isInHandler = true;
        handler.onEvent(event);
        isInHandler = false;
        heard = event.sequence();
        count++;
      }
    } finally {
      if (isInHandler) {
        events.back();
      }
      if (count > 0) {
        events.heard(heard);
      }
    }
    if (count == 0) {
      engine.checkFailure();
    }
    return count;
  }

  /**
   * The same, and waits for an event when there is none.
   *
   * @param handler is told of each, on this thread
   * @param timeout how long to wait at most
   * @param unit of the timeout
   * @return how many; 0 when none came in time, or the thread was interrupted: its status is kept
   * @throws IllegalStateException as {@link #poll(LiveEventHandler)}
   */
  public int poll(LiveEventHandler handler, long timeout, TimeUnit unit) {
    try {
      events.await(unit.toNanos(timeout));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return poll(handler);
  }

  /**
   * Says that events up to one have been heard already, so that an event log does not hand them
   * over: for one who keeps what was heard together with what was done about it. On the thread that
   * polls.
   *
   * @param sequence of the last of them; events that have not been told yet are none of it
   */
  public void heard(long sequence) {
    events.heard(sequence);
  }

  /**
   * Whether events wait to be polled.
   *
   * @return true when the next poll hands one over
   */
  public boolean hasEvents() {
    return events.size() > 0;
  }

  /**
   * As of when rules have been evaluated.
   *
   * @return epoch nanoseconds, Long.MIN_VALUE before the first reading
   */
  public long nowNs() {
    return engine.nowNs();
  }

  /**
   * How many events have been told, those that an event log remembers included.
   *
   * @return the {@link LiveEvent#sequence} of the last one; 0: none
   */
  public long lastSequence() {
    return events.last();
  }

  /**
   * How many events did not fit into the queue; none when there is an event log.
   *
   * @return events since it was opened
   */
  public long lostEvents() {
    return events.lost();
  }

  /**
   * Listens no more; idempotent.
   *
   * @throws StoreException when the event log cannot be written or closed
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      try {
        engine.stop();
      } finally {
        events.close();
      }
    }
  }
}
