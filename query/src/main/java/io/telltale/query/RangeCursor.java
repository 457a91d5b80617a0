package io.telltale.query;

import io.telltale.core.Channel;
import io.telltale.core.HotPath;
import io.telltale.core.Kind;
import io.telltale.core.TelemetryStore;
import io.telltale.core.internal.view.View;
import io.telltale.query.internal.Values;
import io.telltale.query.internal.run.SeriesWalk;
import io.telltale.query.internal.scan.Parts;

/**
 * The readings of one run in order of time: one by one with {@link #next}, or chunk by chunk with
 * {@link #nextChunk} for those that loop over arrays. Moving to the next chunk skips what is left
 * of the current one.
 *
 * <p><b>Threading:</b> the thread that ran the query. <b>Allocation:</b> none in steady state.
 * <b>Lifetime:</b> fields and arrays are valid until the next move; {@link #close} releases the
 * view.
 */
public final class RangeCursor implements AutoCloseable {
  private static final long[] NOTHING = {};

  private final Kind kind;
  private final SeriesWalk series;
  private long fromNs;
  private long toNs;
  private boolean done = true;

  /** The chunk's, null as long as nobody has asked for them. */
  private long[] times = NOTHING;

  private long[] values = NOTHING;
  private int at;
  private int first;
  private int end;

  RangeCursor(TelemetryStore store, Channel channel) {
    kind = channel.kind();
    series = new SeriesWalk(store, channel.id());
  }

  void start(int device, long from, long to) {
    series.open(null);
    start(from, to, device);
  }

  /** Starts in a view that someone else has pinned, for as long as they do. */
  void startIn(View view, int device, long from, long to) {
    series.openIn(view);
    start(from, to, device);
  }

  private void start(long from, long to, int device) {
    fromNs = from;
    toNs = to;
    at = 0;
    first = 0;
    end = 0;
    done = !series.moveTo(device);
    if (!done) {
      Parts parts = series.parts();
      parts.seek(parts.firstEndingAtOrAfter(from));
    }
  }

  /**
   * Moves to the next reading.
   *
   * @return false when there is none
   */
  @HotPath
  public boolean next() {
    if (++at < end) {
      return true;
    }
    return nextChunk();
  }

  /**
   * Moves to the first reading of the next chunk of readings.
   *
   * @return false when there is none
   */
  @HotPath
  public boolean nextChunk() {
    Parts parts = series.parts();
    while (!done && parts.next()) {
      if (isPastRange(parts.firstTime(parts.part()))) {
        break;
      }
      parts.open();
      // the size is what is known without a look at any time
      end = isPastRange(parts.lastTime(parts.part())) ? parts.countUpTo(toNs - 1) : parts.size();
      first = parts.firstTime(parts.part()) < fromNs ? parts.countUpTo(fromNs - 1) : 0;
      at = first;
      if (first < end) {
        parts.loadValues(first, end);
        values = parts.values();
        times = null;
        return true;
      }
    }
    done = true;
    at = 0;
    first = 0;
    end = 0;
    return false;
  }

  private boolean isPastRange(long timeNs) {
    return timeNs >= toNs && toNs != Long.MAX_VALUE;
  }

  /**
   * The reading's time.
   *
   * @return epoch nanoseconds
   */
  public long timeNs() {
    return times()[at];
  }

  /**
   * The value as the 64 bits of the channel's kind.
   *
   * @return the bits
   */
  public long bits() {
    return values[at];
  }

  /**
   * The value as a double.
   *
   * @return the value; NaN for a state
   */
  public double value() {
    return Values.asDouble(kind, values[at]);
  }

  /**
   * The value as an integer: exact on LONG, 0 or 1 on BOOLEAN, the code on STATE, rounded towards 0
   * on DOUBLE.
   *
   * @return the value
   */
  public long longValue() {
    return Values.asLong(kind, values[at]);
  }

  /**
   * Where the chunk's readings begin in {@link #times} and {@link #values}.
   *
   * @return the index
   */
  public int first() {
    return first;
  }

  /**
   * How many readings the chunk has.
   *
   * @return their number, up to 1,024
   */
  public int size() {
    return end - first;
  }

  /**
   * The times of the chunk, from index {@link #first} on.
   *
   * @return epoch nanoseconds; not to be changed
   */
  public long[] times() {
    if (times == null) {
      // who asks for values alone does without
      series.parts().loadTimes();
      times = series.parts().times();
    }
    return times;
  }

  /**
   * The values of the chunk, from index {@link #first} on, as the 64 bits of the channel's kind.
   *
   * @return the bits; not to be changed
   */
  public long[] values() {
    return values;
  }

  /** Ends the run; idempotent. */
  @Override
  public void close() {
    done = true;
    series.close();
  }
}
