package io.telltale.query.live;

import io.telltale.query.EndReason;

/**
 * What has become of a window, as of the moment when that was seen: an OPEN window goes on changing
 * without a word. Fields are those of {@link io.telltale.query.WindowCursor}; of a RETRACTED window
 * only its times are told.
 *
 * <p><b>Threading:</b> the thread that polls. <b>Allocation:</b> none. <b>Lifetime:</b> valid while
 * the handler runs.
 */
public interface LiveEvent {
  /** {@return what has become of the window} */
  LiveEventKind kind();

  /** {@return a number that ascends by one with each event, lost ones included, from 1} */
  long sequence();

  /** {@return the window's number, the same in all events about it} */
  long window();

  /** {@return the name that the rule was attached by} */
  String rule();

  /** {@return as of when, epoch nanoseconds: the newest event time, or a later tick} */
  long nowNs();

  /** {@return the device's id; {@link io.telltale.query.WindowCursor#NO_DEVICE} of several} */
  int device();

  /** {@return id of the channel that the condition names first} */
  int channel();

  /** {@return when the window starts, epoch nanoseconds} */
  long startNs();

  /** {@return when it ends, exclusive, or {@link io.telltale.query.WindowCursor#OPEN}} */
  long endNs();

  /** {@return why it ended} */
  EndReason endReason();

  /** {@return its onset, epoch nanoseconds} */
  long onsetNs();

  /** {@return time of the last evidence, epoch nanoseconds} */
  long lastTrueNs();

  /** {@return what readings prove, nanoseconds} */
  long heldForNs();

  /** {@return number of evidence readings} */
  long samples();

  /** {@return the smallest evidence value, or NaN} */
  double min();

  /** {@return the largest evidence value, or NaN} */
  double max();

  /** {@return the mean of the evidence values, or NaN} */
  double mean();

  /** {@return the value farthest beyond the limit, or NaN} */
  double peak();

  /** {@return time of the peak, epoch nanoseconds} */
  long peakTimeNs();

  /** {@return value x seconds beyond the limit, or NaN} */
  double excessArea();
}
