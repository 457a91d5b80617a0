package io.telltale.core.internal.segment;

/**
 * Columns of the block table, 64 bits a block. Each speaks of one block alone.
 *
 * <p>A value's bits are those of the channel's kind. <em>Finite neighbours</em> are two finite
 * readings with no finite one between them: NaN and infinities are left out. Of STATE channels, the
 * codes are taken for integers; as they have no order, only {@link #MIN} equal to {@link #MAX},
 * {@link #LONGEST_UNCHANGED}, {@link #FIRST} and {@link #LAST} say anything about them. BOOLEAN is
 * 0 and 1.
 */
public enum BlockColumn {
  /** Time of the first reading. */
  T0(0, true, false),
  /** Time of the last reading. */
  T1(1, true, false),
  /** Number of readings, 1 to 1,024. */
  COUNT(2, true, false),
  /**
   * Smallest value that is not NaN, infinities included; 0.0 for either zero. Double bits of
   * +Infinity when all are NaN.
   */
  MIN(3, false, true),
  /**
   * Largest value that is not NaN, infinities included; 0.0 for either zero. Double bits of
   * -Infinity when all are NaN.
   */
  MAX(4, false, true),
  /**
   * Largest time between two neighbouring readings, whatever their values, in nanoseconds; 0 with
   * one reading; saturates at {@link Long#MAX_VALUE}.
   */
  LARGEST_GAP(5, false, false),
  /**
   * Largest rate per second between finite neighbours, as {@link Rate} reckons it, double bits, 0.0
   * for either zero; -Infinity when there is no pair.
   */
  STEEPEST_RISE(6, false, true),
  /**
   * Smallest rate per second between finite neighbours, as {@link Rate} reckons it, double bits,
   * 0.0 for either zero; +Infinity when there is no pair.
   */
  STEEPEST_FALL(7, false, true),
  /**
   * Longest time from the first to the last of a run of finite neighbours of equal value (-0.0
   * equals 0.0), in nanoseconds; 0 when no two are equal; saturates at {@link Long#MAX_VALUE}.
   */
  LONGEST_UNCHANGED(8, false, false),
  /**
   * Sum of the values that are not NaN, infinities included, double bits, added in time order; each
   * integer is rounded to a double first. 0.0 when all are NaN; one NaN (0x7ff8000000000000) when
   * infinities of both signs meet.
   */
  SUM(9, false, true),
  /** First finite value; double bits of NaN (0x7ff8000000000000) when there is none. */
  FIRST(10, false, true),
  /** Last finite value; double bits of NaN (0x7ff8000000000000) when there is none. */
  LAST(11, false, true),
  /** Readings that are NaN. */
  NAN_COUNT(12, false, false),
  /** Readings that are NaN or infinite. */
  NOT_FINITE_COUNT(13, false, false),
  /** Where the block's bytes begin in the payload section, in words of 8 bytes. */
  OFFSET(14, true, false),
  /** Encodings and lengths of the block's columns, see {@link SegmentLayout#shape}. */
  SHAPE(15, true, false),
  /** CRC32C of the times (low half) and of values and strips together (high half). */
  CHECKSUMS(16, true, false);

  private final int id;
  private final boolean mandatory;
  private final boolean mayBeDouble;

  BlockColumn(int id, boolean mandatory, boolean mayBeDouble) {
    this.id = id;
    this.mandatory = mandatory;
    this.mayBeDouble = mayBeDouble;
  }

  /** Returns the id in files. */
  public int id() {
    return id;
  }

  /** Whether blocks cannot be read without it. */
  public boolean isMandatory() {
    return mandatory;
  }

  /** Whether its 64 bits may be those of a double. */
  boolean mayBeDouble() {
    return mayBeDouble;
  }
}
