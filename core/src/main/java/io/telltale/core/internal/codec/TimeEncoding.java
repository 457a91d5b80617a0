package io.telltale.core.internal.codec;

/** How a block's times are written. The id is part of the format. */
public enum TimeEncoding {
  /** Evenly spaced: no words at all; first, last and count are in the block table. */
  REGULAR(0),
  /** The times themselves. */
  RAW(3),
  /** A line plus a bit-packed residual for each reading. */
  LINE(4),
  /** The bit-packed difference between neighbours, long ones patched in. */
  DELTA(5);

  /** Ids 1 and 2 belonged to earlier layouts of LINE and DELTA. */
  private static final TimeEncoding[] BY_ID = {REGULAR, null, null, RAW, LINE, DELTA};

  private final int id;

  TimeEncoding(int id) {
    this.id = id;
  }

  /** Returns the id in files. */
  public int id() {
    return id;
  }

  /** Returns the encoding with this id, or null when this build knows none. */
  public static TimeEncoding of(int id) {
    return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
  }
}
