package io.telltale.query.internal.live;

import io.telltale.query.EndReason;
import io.telltale.query.internal.events.EventRow;
import io.telltale.query.internal.events.Events;
import io.telltale.query.live.LiveEvent;
import io.telltale.query.live.LiveEventKind;
import java.util.List;

/**
 * An event taken out of the queue.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none but for names of rules. <b>Lifetime:</b>
 * reused event after event.
 */
public final class QueuedEvent implements LiveEvent {
  private static final LiveEventKind[] KINDS = LiveEventKind.values();
  private static final EndReason[] REASONS = EndReason.values();

  private final LiveEngine engine;
  private final Events events;
  private final long[] words = new long[EventRow.WORDS];
  private List<String> names = List.of();

  /** Creates one for what an engine tells. */
  public QueuedEvent(LiveEngine engine, Events events) {
    this.engine = engine;
    this.events = events;
  }

  /** Takes the oldest event; false when there is none. */
  public boolean take() {
    return events.take(words);
  }

  @Override
  public LiveEventKind kind() {
    return KINDS[EventRow.kind(words)];
  }

  @Override
  public long sequence() {
    return words[EventRow.SEQUENCE];
  }

  @Override
  public long window() {
    return words[EventRow.WINDOW];
  }

  @Override
  public String rule() {
    int id = (int) words[EventRow.RULE];
    if (id >= names.size()) {
      names = engine.names();
    }
    return names.get(id);
  }

  @Override
  public long nowNs() {
    return words[EventRow.NOW];
  }

  @Override
  public int device() {
    return (int) words[EventRow.DEVICE];
  }

  @Override
  public int channel() {
    return (int) words[EventRow.CHANNEL];
  }

  @Override
  public long startNs() {
    return words[EventRow.START];
  }

  @Override
  public long endNs() {
    return words[EventRow.END];
  }

  @Override
  public EndReason endReason() {
    return REASONS[(int) words[EventRow.REASON]];
  }

  @Override
  public long onsetNs() {
    return words[EventRow.ONSET];
  }

  @Override
  public long lastTrueNs() {
    return words[EventRow.LAST_TRUE];
  }

  @Override
  public long heldForNs() {
    return words[EventRow.HELD];
  }

  @Override
  public long samples() {
    return words[EventRow.SAMPLES];
  }

  @Override
  public double min() {
    return number(EventRow.MIN);
  }

  @Override
  public double max() {
    return number(EventRow.MAX);
  }

  @Override
  public double mean() {
    return number(EventRow.MEAN);
  }

  @Override
  public double peak() {
    return number(EventRow.PEAK);
  }

  @Override
  public long peakTimeNs() {
    return words[EventRow.PEAK_TIME];
  }

  @Override
  public double excessArea() {
    return number(EventRow.AREA);
  }

  private double number(int field) {
    return Double.longBitsToDouble(words[field]);
  }
}
