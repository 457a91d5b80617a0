package io.telltale.core.internal.codec;

/**
 * The words of a packed column, which {@link TimeEncoding#LINE}, {@link TimeEncoding#DELTA}, {@link
 * ValueEncoding#ALP} and {@link ValueEncoding#INTEGER} share. All integers wrap around.
 *
 * <pre>
 *  word
 *        63          48 47          32 31    24 23    16 15     8 7      0
 *       +--------------+--------------+--------+--------+--------+--------+
 *   0   |   reserved   |  exceptions  |reserved| factor |exponent| width  |  head
 *       +--------------+--------------+--------+--------+--------+--------+
 *   1   |                              base                               |
 *       +-----------------------------------------------------------------+
 *   2   |        unit: nanoseconds that one counts (LINE, DELTA)          |
 *       +-----------------------------------------------------------------+
 *   3   |        step of the line, in units (LINE)                        |
 *       +-----------------------------------------------------------------+
 *       |        rows * fields of width bits: see BitPacking              |
 *       +-----------------------------------------------------------------+
 *       |        exceptions, one word each: what to put there             |
 *       +-----------------------------------------------------------------+
 *       |        positions of the exceptions, 4 a word, 16 bits each      |
 *       +-----------------------------------------------------------------+
 * </pre>
 *
 * A field holds {@code integer - base}. What the integers are and what an exception replaces is up
 * to the encoding; {@code exponent} and {@code factor} have a meaning for ALP only, else 0.
 */
final class PackedLayout {
  static final int HEAD_WORD = 0;
  static final int BASE_WORD = 1;
  static final int UNIT_WORD = 2;
  static final int STEP_WORD = 3;

  /** Words before the fields. */
  static final int INTEGER_HEADER_WORDS = 2;

  static final int ALP_HEADER_WORDS = 2;
  static final int DELTA_HEADER_WORDS = 3;
  static final int LINE_HEADER_WORDS = 4;

  static final int POSITIONS_PER_WORD = 4;
  static final int POSITION_BITS = 16;

  /**
   * This factor says: divide by 10^exponent, rather than multiply by 10^factor and 10^-exponent.
   */
  static final int FACTOR_DIVIDE = 0xFF;

  private static final int EXPONENT_SHIFT = 8;
  private static final int FACTOR_SHIFT = 16;
  private static final int EXCEPTIONS_SHIFT = 32;
  private static final long RESERVED_BITS = 0xFFFF_0000_FF00_0000L;

  private PackedLayout() {}

  static long head(int width, int exponent, int factor, int exceptions) {
    return width
        | (long) exponent << EXPONENT_SHIFT
        | (long) factor << FACTOR_SHIFT
        | (long) exceptions << EXCEPTIONS_SHIFT;
  }

  static int width(long head) {
    return (int) (head & 0xFF);
  }

  static int exponent(long head) {
    return (int) (head >>> EXPONENT_SHIFT & 0xFF);
  }

  static int factor(long head) {
    return (int) (head >>> FACTOR_SHIFT & 0xFF);
  }

  static int exceptions(long head) {
    return (int) (head >>> EXCEPTIONS_SHIFT & 0xFFFF);
  }

  /** Words of the exceptions with their positions. */
  static int exceptionWords(int exceptions) {
    return exceptions + (exceptions + POSITIONS_PER_WORD - 1) / POSITIONS_PER_WORD;
  }

  /**
   * Whether a column of this length can be what its head says: nothing outside of it is read then.
   */
  static boolean fits(long head, int headerWords, int fields, int readings, int columnWords) {
    int width = width(head);
    int exceptions = exceptions(head);
    return (head & RESERVED_BITS) == 0
        && width <= Long.SIZE
        && exceptions <= readings
        && columnWords
            == headerWords + BitPacking.words(fields, width) + exceptionWords(exceptions);
  }
}
