package io.telltale.core.internal.codec;

/**
 * One way to write the times of a block that are not regular; an interface for the same reason as
 * {@link ColumnEncoder}.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> a plan is valid until
 * the next.
 */
interface TimeColumn {
  /**
   * Plans for the times of a block.
   *
   * @return the bits that they take; {@link Long#MAX_VALUE} when that is surely more than another
   *     way takes
   */
  long plan(BlockTicks block);

  /** Writes what was planned for these times. */
  void write(BlockTicks block, BitWriter writer);
}
