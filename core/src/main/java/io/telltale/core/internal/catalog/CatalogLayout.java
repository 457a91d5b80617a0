package io.telltale.core.internal.catalog;

import io.telltale.core.StoreLimits;

/**
 * One record of the catalog file, and what it holds by type. Little-endian, not aligned; texts are
 * UTF-8, the last one of a record takes what is left of it.
 *
 * <pre>
 * record
 *   0          4        8      9
 *   +----------+--------+------+-------------------+
 *   | length n | crc32c | type | n bytes of payload|
 *   +----------+--------+------+-------------------+
 *   the checksum covers the length field, the type and the payload
 *
 * DEVICE     | id u32 | serial number |
 * ATTRIBUTE  | device u32 | key bytes u16 | key | value |
 * CHANNEL    | id u32 | kind u8 | period ns i64 | stale after ns i64 | name bytes u16 | name | unit |
 * STATE      | channel u32 | code u32 | text |
 * SERIES     | id u32 | device u32 | channel u32 |
 * RENAME     | channel u32 | name |
 * </pre>
 *
 * Ids and codes are consecutive, each from 0. A later CHANNEL record with a known id replaces unit,
 * period and staleness. A later ATTRIBUTE record with the same device and key replaces the value. A
 * RENAME record gives a channel another name; its former names go on leading to it.
 */
final class CatalogLayout {
  static final int LENGTH_OFFSET = 0;
  static final int CRC_OFFSET = 4;
  static final int TYPE_OFFSET = 8;
  static final int PAYLOAD_OFFSET = 9;

  static final byte TYPE_DEVICE = 1;
  static final byte TYPE_ATTRIBUTE = 2;
  static final byte TYPE_CHANNEL = 3;
  static final byte TYPE_STATE = 4;
  static final byte TYPE_SERIES = 5;
  static final byte TYPE_RENAME = 6;

  static final int DEVICE_FIXED_BYTES = 4;
  static final int ATTRIBUTE_FIXED_BYTES = 4 + 2;
  static final int CHANNEL_FIXED_BYTES = 4 + 1 + 8 + 8 + 2;
  static final int STATE_FIXED_BYTES = 4 + 4;
  static final int SERIES_FIXED_BYTES = 4 + 4 + 4;
  static final int RENAME_FIXED_BYTES = 4;

  /** The longest text: serial number, name, unit, state, attribute key or value. */
  static final int MAX_TEXT_BYTES = StoreLimits.MAX_TEXT_BYTES;

  /** No payload is longer; a longer one is damage. */
  static final int MAX_PAYLOAD_BYTES = 1 << 16;

  private CatalogLayout() {}
}
