package io.telltale.core.internal.codec;

/** How a block's values are written. The id is part of the format. */
public enum ValueEncoding {
  /** All bits equal: one word. */
  CONSTANT(0),
  /** The values themselves. */
  RAW(3),
  /** Decimal doubles as bit-packed integers or differences of them, all others patched in. */
  ALP(4),
  /** Bit-packed integers or differences of them, far ones patched in. */
  INTEGER(5),
  /** Full-precision doubles: low bits as they are, what stands above them by a dictionary. */
  FRONT(6),
  /** Runs of one value: their lengths, then their values in one of the encodings above. */
  RUNS(7),
  /** Few different values in one of the encodings above RUNS, and the number of each reading's. */
  DICTIONARY(8);

  /** Ids 1 and 2 belonged to earlier layouts of ALP and INTEGER. */
  private static final ValueEncoding[] BY_ID = {
    CONSTANT, null, null, RAW, ALP, INTEGER, FRONT, RUNS, DICTIONARY
  };

  private final int id;

  ValueEncoding(int id) {
    this.id = id;
  }

  /** Returns the id in files. */
  public int id() {
    return id;
  }

  /** Returns the encoding with this id, or null when this build knows none. */
  public static ValueEncoding of(int id) {
    return id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
  }
}
