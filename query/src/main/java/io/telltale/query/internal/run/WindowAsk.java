package io.telltale.query.internal.run;

import java.util.function.IntToLongFunction;
import org.roaringbitmap.RoaringBitmap;

/**
 * What a run of a window query is asked.
 *
 * <p><b>Threading:</b> set before the run by one thread, read by all that work on it.
 * <b>Allocation:</b> none after construction. <b>Lifetime:</b> that of its query, set anew for each
 * run.
 */
final class WindowAsk {
  long fromNs;
  long toNs;
  long nowNs;

  /** The devices asked for, null: all. */
  RoaringBitmap devices;

  /** Whether devices are opened one by one, by someone who knows which: then none are screened. */
  boolean singly;

  /** Device to the time when it was registered, null: not known. */
  IntToLongFunction registeredAt;
}
