package io.telltale.core.internal.segment;

import io.telltale.core.internal.codec.TimeEncoding;
import io.telltale.core.internal.codec.ValueEncoding;

/**
 * Sections of a segment and their fixed offsets. All little-endian; {@code docs/format/segment.md}
 * has the prose.
 *
 * <pre>
 *  FACTS, 64 bytes (a longer one is read as far as it is known)
 *   0        8        16         24        32         40         48        52         56
 *  +--------+--------+----------+---------+----------+----------+---------+----------+------+
 *  | t min  | t max  | first    | last    | readings | appended | blocks  | series   | zero |
 *  |        |        | position | position|          |          |  (int)  |  (int)   |      |
 *  +--------+--------+----------+---------+----------+----------+---------+----------+------+
 *
 *  COLUMN n: chunks of up to 1,024 rows, each encoded like the values of a block
 *       63          48 47          32 31          16 15     8 7      0
 *      +--------------+--------------+--------------+--------+--------+
 *      |     zero     |     rows     |    words     |  zero  |encoding|   then the words
 *      +--------------+--------------+--------------+--------+--------+
 *
 *  SHAPE of a block, one row of its column
 *       63          48 47          32 31          16 15     8 7      0
 *      +--------------+--------------+--------------+--------+--------+
 *      | strip words  | value words  |  time words  |  value |  time  |
 *      |              |              |              |encoding|encoding|
 *      +--------------+--------------+--------------+--------+--------+
 *
 *  REPORTING
 *   0           8       12      16         20     24
 *  +-----------+-------+-------+----------+------+------------------+---------------------------+
 *  | first bin | shift | bins  | channels | zero | channels x (int) | offsets: channels x bins  |
 *  |           | (int) | (int) |  (int)   |      | channel          |   + 1 x (int), then bitmaps|
 *  +-----------+-------+-------+----------+------+------------------+---------------------------+
 * </pre>
 */
public final class SegmentLayout {
  /** What the segment holds as a whole. Mandatory. */
  public static final int SECTION_FACTS = 1;

  /** The bytes of the blocks, in the order of the block table. Mandatory; has no checksum. */
  public static final int SECTION_PAYLOAD = 2;

  /** Which series are there, and where their blocks begin. Mandatory. */
  public static final int SECTION_DIRECTORY = 3;

  /** Which devices reported when. */
  public static final int SECTION_REPORTING = 4;

  /** The columns of the block table: this plus the column's id. */
  public static final int SECTION_COLUMNS = 64;

  static final int FACTS_T_MIN_OFFSET = 0;
  static final int FACTS_T_MAX_OFFSET = 8;
  static final int FACTS_FIRST_POSITION_OFFSET = 16;
  static final int FACTS_LAST_POSITION_OFFSET = 24;
  static final int FACTS_READINGS_OFFSET = 32;
  static final int FACTS_APPENDED_OFFSET = 40;
  static final int FACTS_BLOCKS_OFFSET = 48;
  static final int FACTS_SERIES_OFFSET = 52;
  static final int FACTS_BYTES = 64;

  /** Rows of a chunk of a column, all but the last. */
  static final int CHUNK_ROWS = 1024;

  static final int REPORTING_FIRST_BIN_OFFSET = 0;
  static final int REPORTING_SHIFT_OFFSET = 8;
  static final int REPORTING_BINS_OFFSET = 12;
  static final int REPORTING_CHANNELS_OFFSET = 16;
  static final int REPORTING_CHANNEL_IDS_OFFSET = 24;

  /** A segment has at most this many time bins. */
  static final int MAX_BINS = 64;

  private static final int WORDS_SHIFT = 16;
  private static final int ROWS_SHIFT = 32;
  private static final int VALUE_ENCODING_SHIFT = 8;
  private static final int TIME_WORDS_SHIFT = 16;
  private static final int VALUE_WORDS_SHIFT = 32;
  private static final int STRIP_WORDS_SHIFT = 48;

  private SegmentLayout() {}

  static int sectionOf(BlockColumn column) {
    return SECTION_COLUMNS + column.id();
  }

  static long chunkHead(ValueEncoding encoding, int words, int rows) {
    return encoding.id() | (long) words << WORDS_SHIFT | (long) rows << ROWS_SHIFT;
  }

  static int chunkEncoding(long head) {
    return (int) (head & 0xFF);
  }

  static int chunkWords(long head) {
    return (int) (head >>> WORDS_SHIFT & 0xFFFF);
  }

  static int chunkRows(long head) {
    return (int) (head >>> ROWS_SHIFT & 0xFFFF);
  }

  /** Packs what {@link BlockColumn#SHAPE} holds. */
  static long shape(
      TimeEncoding time, int timeWords, ValueEncoding value, int valueWords, int stripWords) {
    return time.id()
        | (long) value.id() << VALUE_ENCODING_SHIFT
        | (long) timeWords << TIME_WORDS_SHIFT
        | (long) valueWords << VALUE_WORDS_SHIFT
        | (long) stripWords << STRIP_WORDS_SHIFT;
  }

  static int timeEncoding(long shape) {
    return (int) (shape & 0xFF);
  }

  static int valueEncoding(long shape) {
    return (int) (shape >>> VALUE_ENCODING_SHIFT & 0xFF);
  }

  static int timeWords(long shape) {
    return (int) (shape >>> TIME_WORDS_SHIFT & 0xFFFF);
  }

  static int valueWords(long shape) {
    return (int) (shape >>> VALUE_WORDS_SHIFT & 0xFFFF);
  }

  static int stripWords(long shape) {
    return (int) (shape >>> STRIP_WORDS_SHIFT);
  }
}
