package io.telltale.core.internal.io;

/**
 * The kinds of files that bear a {@link FileEnvelope}, each with the format version that this build
 * writes.
 */
public enum FileKind {
  /** Devices, channels, states and series: append-only records. */
  CATALOG(1, 0),
  /** Sealed readings: sections. */
  SEGMENT(2, 0),
  /** What a store consists of: sections. */
  MANIFEST(3, 0),
  /** What live rules have told: append-only records. */
  EVENTS(4, 0);

  private final int code;
  private final int version;

  FileKind(int code, int version) {
    this.code = code;
    this.version = version;
  }

  /** The number that stands for this kind in a header. */
  public int code() {
    return code;
  }

  /** The version that this build writes, and the newest that it reads. */
  public int version() {
    return version;
  }

  /** What to call the kind with this number in a message. */
  static String describe(int code) {
    for (FileKind kind : values()) {
      if (kind.code == code) {
        return kind.name();
      }
    }
    return "unknown (" + code + ")";
  }
}
