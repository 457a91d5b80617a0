package io.telltale.core.internal.manifest;

/**
 * The sections of a manifest file. Little-endian. Both may grow at their ends: a reader takes the
 * lengths that the file states.
 *
 * <pre>
 * section 1, fields, 48 bytes
 *   0         8            12    16                24               32               40         48
 *   +---------+------------+-----+-----------------+----------------+----------------+----------+
 *   | number  | duplicates | zero| catalog length  | sealed position| next segment id| segments |
 *   +---------+------------+-----+-----------------+----------------+----------------+----------+
 *   duplicates: 0 = the last to arrive counts, 1 = the first
 *
 * section 2, one entry a segment, one after another
 *   0             4            8         16       24      32         40         48
 *   +-------------+------------+---------+--------+-------+----------+----------+--------------+
 *   | entry bytes | name bytes | length  | first  | last  | readings | appended | name (UTF-8) |
 *   +-------------+------------+---------+--------+-------+----------+----------+--------------+
 *   entry bytes counts the whole entry, its name included
 * </pre>
 */
final class ManifestLayout {
  static final String NAME_PREFIX = "MANIFEST-";
  static final int NAME_DIGITS = 12;
  static final long MAX_NUMBER = 999_999_999_999L;

  static final int SECTION_FIELDS = 1;
  static final int SECTION_SEGMENTS = 2;

  static final int NUMBER_OFFSET = 0;
  static final int DUPLICATES_OFFSET = 8;
  static final int CATALOG_LENGTH_OFFSET = 16;
  static final int SEALED_POSITION_OFFSET = 24;
  static final int NEXT_SEGMENT_ID_OFFSET = 32;
  static final int SEGMENT_COUNT_OFFSET = 40;
  static final int FIELDS_BYTES = 48;

  static final int ENTRY_BYTES_OFFSET = 0;
  static final int NAME_BYTES_OFFSET = 4;
  static final int LENGTH_OFFSET = 8;
  static final int FIRST_POSITION_OFFSET = 16;
  static final int LAST_POSITION_OFFSET = 24;
  static final int READINGS_OFFSET = 32;
  static final int APPENDED_OFFSET = 40;
  static final int NAME_OFFSET = 48;

  static final int DUPLICATES_LAST_ARRIVED = 0;
  static final int DUPLICATES_FIRST_ARRIVED = 1;

  private ManifestLayout() {}
}
