package io.telltale.core.internal.codec;

import io.telltale.core.Kind;

/**
 * One way to write the values of a block: first {@link #plan}, which tells the size, then perhaps
 * {@link #write}. Ways are tried through this interface, not by their classes, so that the JVM
 * compiles each by itself: all of them inlined into one another took it seconds.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> a plan is valid until
 * the next.
 */
interface ColumnEncoder {
  /**
   * Plans for n values.
   *
   * @param values as the bits of their kind
   * @param n how many, from the start of the array
   * @param kind what the bits mean
   * @param limit bits that others take
   * @return the bits that they take; {@link Long#MAX_VALUE} when they cannot be written so, or
   *     surely not below the limit
   */
  long plan(long[] values, int n, Kind kind, long limit);

  /** Writes what was planned for these values. */
  void write(long[] values, BitWriter writer);
}
