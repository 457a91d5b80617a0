package io.telltale.core.internal.codec;

/** How a block's values are written. The id is part of the format. */
public enum ValueEncoding {
  /** All bits equal: one word. */
  CONSTANT(0),
  /** Decimal doubles as bit-packed integers, all others patched in. */
  ALP(1),
  /** Bit-packed distances from the smallest integer, far ones patched in. */
  INTEGER(2),
  /** The values themselves. */
  RAW(3);

  private static final ValueEncoding[] BY_ID = values();

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
