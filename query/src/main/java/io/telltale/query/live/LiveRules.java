package io.telltale.query.live;

import io.telltale.core.HotPath;
import io.telltale.core.TelemetryStore;
import io.telltale.query.WindowRule;
import io.telltale.query.internal.live.LiveEngine;
import io.telltale.query.internal.live.QueuedEvent;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;

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
  private static final int QUEUE_CAPACITY = 1 << 14;

  private final LiveEngine engine;
  private final QueuedEvent event;
  private boolean closed;

  private LiveRules(LiveEngine engine) {
    this.engine = engine;
    event = new QueuedEvent(engine);
  }

  /**
   * Opens without rules.
   *
   * @param store whose readings are listened to
   * @return none yet
   * @throws IllegalStateException when the store has live rules already
   */
  public static LiveRules open(TelemetryStore store) {
    return open(store, QUEUE_CAPACITY, null);
  }

  /**
   * Opens without rules.
   *
   * @param store whose readings are listened to
   * @param queueCapacity how many events may wait to be polled; what does not fit is counted in
   *     {@link #lostEvents} and gone
   * @param registeredAt device id to epoch nanoseconds, which {@code neverSeen} needs; null: no
   *     rule has that
   * @return none yet
   */
  public static LiveRules open(
      TelemetryStore store, int queueCapacity, IntToLongFunction registeredAt) {
    if (queueCapacity < 1) {
      throw new IllegalArgumentException("queueCapacity=" + queueCapacity);
    }
    LiveEngine engine =
        new LiveEngine(Objects.requireNonNull(store, "store"), queueCapacity, registeredAt);
    engine.start();
    return new LiveRules(engine);
  }

  /**
   * Attaches a rule, telling of the windows that it has now and gets from now on.
   *
   * @param name what its events are told by
   * @param rule what to look for
   * @throws IllegalArgumentException when the name is taken, when the store has no such channel, or
   *     when the condition does not fit the channel's kind
   * @throws IllegalStateException when the rule names {@code neverSeen} and there is no {@code
   *     registeredAt}
   */
  public void attach(String name, WindowRule rule) {
    engine.attach(
        Objects.requireNonNull(name, "name"), Objects.requireNonNull(rule, "rule"), false, 0);
  }

  /**
   * Attaches a rule, telling of the windows that overlap {@code [sinceNs, ...)}.
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
   * Takes a rule away. Events about its windows that wait are handed over yet, and none follow.
   *
   * @param name what it was attached by
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
   * Hands over the events that wait, oldest first.
   *
   * @param handler is told of each, on this thread
   * @return how many
   * @throws IllegalStateException when rules could not be evaluated any more, the fault being its
   *     cause; events from before are handed over first
   */
  @HotPath
  public int poll(LiveEventHandler handler) {
    int count = 0;
    while (event.take()) {
      handler.onEvent(event);
      count++;
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
      engine.awaitEvent(unit.toNanos(timeout));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return poll(handler);
  }

  /**
   * Whether events wait to be polled.
   *
   * @return true when the next poll hands one over
   */
  public boolean hasEvents() {
    return engine.hasEvents();
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
   * How many events did not fit into the queue.
   *
   * @return events since it was opened
   */
  public long lostEvents() {
    return engine.lostEvents();
  }

  /** Listens no more; idempotent. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      engine.stop();
    }
  }
}
