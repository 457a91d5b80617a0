package io.telltale.cli.plot;

import java.util.Locale;

/** How numbers are stored in a page; the names are those that its script knows. */
enum PackedType {
  /** Not at all: each is one more than the one before. */
  STEP(0),
  U8(1),
  U16(2),
  U32(4),
  F32(4),
  F64(8);

  private final int bytes;

  PackedType(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The smallest type for unsigned integers whose largest value is free, else F64. */
  static PackedType unsigned(long largest) {
    for (PackedType type : new PackedType[] {U8, U16, U32}) {
      if (Long.compareUnsigned(largest, type.none()) < 0) {
        return type;
      }
    }
    return F64;
  }

  /** The integer that stands for no value. */
  long none() {
    return (1L << (Byte.SIZE * bytes)) - 1;
  }
}
