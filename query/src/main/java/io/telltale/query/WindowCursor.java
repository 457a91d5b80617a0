package io.telltale.query;

import org.roaringbitmap.RoaringBitmap;

/**
 * The windows of one run, by device, then start. A window's fields are valid after {@link #next}
 * returned true, until the next move.
 *
 * <p><b>Threading:</b> the thread that ran the query. <b>Allocation:</b> none in steady state.
 * <b>Lifetime:</b> from {@link WindowQuery#run} to {@link #close}, which releases the view of the
 * store; the next run uses the same object.
 */
public interface WindowCursor extends AutoCloseable {
  /** {@link #endNs} of a window that is OPEN: later than every time. */
  long OPEN = Long.MAX_VALUE;

  /**
   * Moves to the next window.
   *
   * @return false when there is none, or when the run is paused: {@link #isPaused}
   */
  boolean next();

  /**
   * Whether {@link #next} returned false because the {@link WindowQuery#budget} is spent. Then the
   * next call of it goes on with a new budget, in the same view of the store.
   *
   * @return whether there may be more windows
   */
  boolean isPaused();

  /** {@link #device} of a window that is of several devices. */
  int NO_DEVICE = -1;

  /**
   * The device.
   *
   * @return its id; {@link #NO_DEVICE} for {@code kOfDevices}
   */
  int device();

  /**
   * The devices that the window speaks of: its own, or for {@code kOfDevices} those inside a window
   * of the rule at some time of it.
   *
   * @return a set that is valid until the cursor moves; not to be changed
   */
  RoaringBitmap devices();

  /**
   * The channel that the condition names first.
   *
   * @return its id
   */
  int channel();

  /**
   * When the window starts, cut to the range by {@link Extent#CLIP}.
   *
   * @return epoch nanoseconds
   */
  long startNs();

  /**
   * When the window ends, cut to the range by {@link Extent#CLIP}.
   *
   * @return epoch nanoseconds, exclusive, or {@link #OPEN}
   */
  long endNs();

  /**
   * Why the window ended.
   *
   * @return the reason; OPEN also when CLIP has cut an open window
   */
  EndReason endReason();

  /**
   * The start of the whole window before {@code pad}; for a lone {@code silent} the time of the
   * reading before it; for a lone trailing condition the oldest reading of the first span.
   *
   * @return epoch nanoseconds
   */
  long onsetNs();

  /**
   * The time of the last evidence reading; for silence and {@code kOfDevices}, the end of it, or
   * now while it is open.
   *
   * @return epoch nanoseconds
   */
  long lastTrueNs();

  /**
   * What readings prove: lastTrue less the whole window's start before {@code pad}.
   *
   * @return nanoseconds
   */
  long heldForNs();

  /**
   * How many readings, of all channels the condition names, it is TRUE on.
   *
   * @return their number; 0 for silence
   */
  long samples();

  /**
   * The smallest evidence value.
   *
   * @return the value, NaN for silence and states
   */
  double min();

  /**
   * The largest evidence value.
   *
   * @return the value, NaN for silence and states
   */
  double max();

  /**
   * The mean of the evidence readings' values.
   *
   * @return the mean, NaN for silence and states
   */
  double mean();

  /**
   * The evidence value farthest beyond the limit. There is one limit when the condition is a lone
   * above, below, atLeast, atMost or outside (whose farther side counts), also as what a lone
   * debounce counts or as the enter condition of a lone hysteresis; else it is {@link #max}.
   *
   * @return the value, NaN for silence and states
   */
  double peak();

  /**
   * The time of the first evidence reading with the {@link #peak} value.
   *
   * @return epoch nanoseconds; {@link #startNs} of the whole window where peak is NaN
   */
  long peakTimeNs();

  /**
   * The excess of a lone above, below, atLeast, atMost or outside: each evidence reading's distance
   * beyond the limit, for the time until the channel's next reading, at most for as long as it
   * speaks, and not past lastTrue.
   *
   * @return value x seconds; NaN for any other condition
   */
  double excessArea();

  /** Ends the run; idempotent. */
  @Override
  void close();
}
