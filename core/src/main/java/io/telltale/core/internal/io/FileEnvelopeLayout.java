package io.telltale.core.internal.io;

/**
 * The header that every file of ours begins with, and the section directory and footer that end
 * those written once. Little-endian.
 *
 * <pre>
 * header, 64 bytes
 *   0          8      10     12        16                        32            60       64
 *   +----------+------+------+---------+-------------------------+-------------+--------+
 *   | TELLTALE | kind | zero | version | store id, 2 x u64       | zero        | crc32c |
 *   +----------+------+------+---------+-------------------------+-------------+--------+
 *   the store id is its UUID's most significant half, then the least; the checksum covers bytes 0 to 60
 *
 * section directory, 64-byte aligned, 32 bytes a section in file order
 *   0      4       8          16         24       28     32
 *   +------+-------+----------+----------+--------+------+
 *   | id   | flags | offset   | length   | crc32c | zero |
 *   +------+-------+----------+----------+--------+------+
 *   flags: 1 = the section has no checksum (crc32c is 0)
 *
 * footer, 32 bytes, right behind the directory
 *   0                  8             16         20       24         32
 *   +------------------+-------------+----------+--------+----------+
 *   | directory offset | file length | sections | crc32c | ELATLLET |
 *   +------------------+-------------+----------+--------+----------+
 *   the checksum covers the directory and bytes 0 to 20 of the footer
 * </pre>
 */
public final class FileEnvelopeLayout {
  /** "TELLTALE" in ASCII, read as a little-endian long. */
  public static final long MAGIC = 0x454C41544C4C4554L;

  public static final int MAGIC_OFFSET = 0;
  public static final int KIND_OFFSET = 8;
  public static final int VERSION_OFFSET = 12;
  public static final int STORE_ID_OFFSET = 16;
  public static final int STORE_ID_LOW_OFFSET = 24;
  public static final int HEADER_CRC_OFFSET = 60;
  public static final int HEADER_BYTES = 64;

  /** Sections and the directory begin at multiples of this. */
  public static final int SECTION_ALIGNMENT = 64;

  public static final int ENTRY_ID_OFFSET = 0;
  public static final int ENTRY_FLAGS_OFFSET = 4;
  public static final int ENTRY_OFFSET_OFFSET = 8;
  public static final int ENTRY_LENGTH_OFFSET = 16;
  public static final int ENTRY_CRC_OFFSET = 24;
  public static final int ENTRY_BYTES = 32;

  /** Flag of a section that has no checksum of its own in the directory. */
  public static final int FLAG_UNCHECKED = 1;

  /** "ELATLLET" in ASCII, read as a little-endian long. */
  public static final long END_MAGIC = 0x54454C4C54414C45L;

  public static final int DIRECTORY_OFFSET_OFFSET = 0;
  public static final int FILE_LENGTH_OFFSET = 8;
  public static final int SECTION_COUNT_OFFSET = 16;
  public static final int FOOTER_CRC_OFFSET = 20;
  public static final int END_MAGIC_OFFSET = 24;
  public static final int FOOTER_BYTES = 32;

  /** No file has more sections than this; a larger count is damage. */
  public static final int MAX_SECTIONS = 1 << 20;

  private FileEnvelopeLayout() {}
}
