package io.telltale.query.internal.truth;

import io.telltale.core.internal.catalog.Catalog;
import io.telltale.core.internal.codec.BlockBuffer;
import io.telltale.query.internal.scan.Parts;
import java.util.Arrays;

/**
 * What a condition says of each reading in a buffer: a column of {@link Kleene} values, filled as
 * far as the readings so far allow.
 *
 * <p>An evaluation may begin in the middle of a series. A value bears the flag {@link
 * Kleene#INEXACT} until readings before the first one can no longer change it or any later one.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown. <b>Lifetime:</b>
 * reused series after series, each begun by {@link #begin}.
 */
public abstract class ReadingTruth {
  /** How long a reading speaks in this run. */
  protected long speaksNs = Long.MAX_VALUE;

  /** Whether the first reading fed is the series' first. */
  protected boolean fromFirst;

  private byte[] column = new byte[BlockBuffer.CAPACITY];
  private int done;

  /** Starts a run: what the catalog says may have changed since the last one. */
  public void startRun(Catalog catalog, long newSpeaksNs) {
    speaksNs = newSpeaksNs;
  }

  /** Starts a series; its first reading, or a later one, is fed first. */
  public void begin(boolean isFromFirst) {
    fromFirst = isFromFirst;
    done = 0;
  }

  /**
   * Evaluates as many more readings as can be.
   *
   * @param last whether no readings will follow those in the buffer
   */
  public abstract void advance(ReadingBuffer buffer, boolean last);

  /** The first readings of the buffer are forgotten. */
  public void drop(int count) {
    System.arraycopy(column, count, column, 0, filled() - count);
    done -= count;
  }

  /** Returns how much of the column is in use, published or not. */
  int filled() {
    return done;
  }

  /**
   * Whether statistics prove that it is TRUE on no reading of the block that comes next, and what
   * the condition has to remember of them. The buffer is empty.
   */
  public boolean skips(Parts parts, int part) {
    return false;
  }

  /** Passes such a block; in the buffer, one reading that is not TRUE stands for it. */
  public void skip(Parts parts, int part) {
    say(Kleene.FALSE, true);
  }

  /** Returns how far back of a reading a condition looks in any case. */
  public long spanNs() {
    return 0;
  }

  /** Returns when what makes a reading TRUE began: for trailing conditions, with the span. */
  public long onset(ReadingBuffer buffer, int i) {
    return buffer.time(i);
  }

  /** Returns how many readings have been evaluated. */
  public final int done() {
    return done;
  }

  /** Returns what it says of a reading, perhaps flagged. */
  public final int at(int i) {
    return column[i];
  }

  /** Makes room for as many readings. */
  protected void reserve(int size) {
    if (size > column.length) {
      column = Arrays.copyOf(column, Math.max(size, 2 * column.length));
    }
  }

  /** Says what is so of the next reading. */
  protected final void say(int truth, boolean exact) {
    column[done++] = (byte) (exact ? truth : truth | Kleene.INEXACT);
  }

  /** Says something else of an earlier reading. */
  protected final void correct(int i, int truth) {
    column[i] = (byte) truth;
  }

  /** What was said of readings up to this one, exclusive, stands. */
  protected final void publish(int count) {
    done = count;
  }
}
