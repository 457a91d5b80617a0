package io.telltale.core.internal.codec;

/**
 * Reads what {@link BitWriter} wrote. Whatever the bytes are, nothing beyond the end is read: a
 * number that is not there is 0, and {@link #isSound()} is false from then on.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> one column at a time.
 */
final class BitReader {
  private long[] words;
  private int bit;
  private int end;
  private boolean sound;

  /** Begins to read a column. */
  void begin(long[] from, int firstWord, int length) {
    words = from;
    bit = firstWord << 6;
    end = (firstWord + length) << 6;
    sound = true;
  }

  /** Reads a number of this width, 0 to 64. */
  long get(int width) {
    if (width == 0) {
      return 0;
    }
    if (width > end - bit) {
      sound = false;
      return 0;
    }
    int word = bit >>> 6;
    int shift = bit & 63;
    long value = words[word] >>> shift;
    if (shift + width > Long.SIZE) {
      value |= words[word + 1] << -shift;
    }
    bit += width;
    return value & -1L >>> -width;
  }

  /** Reads a number behind its length. */
  long getUnsigned() {
    int width = (int) get(PackedLayout.LENGTH_BITS);
    if (width > Long.SIZE) {
      sound = false;
      return 0;
    }
    return get(width);
  }

  /** Reads a number with its sign in the lowest bit. */
  long getSigned() {
    return Widths.unzigzag(getUnsigned());
  }

  /** Reads how many exceptions there are. */
  int getCount() {
    return (int) get((int) get(PackedLayout.COUNT_LENGTH_BITS));
  }

  /** Goes on with a whole word. */
  void align() {
    bit = (bit + 63) & -64;
  }

  /** Leaves out so many bits. */
  void skip(int bits) {
    if (bits < 0 || bits > end - bit) {
      sound = false;
    } else {
      bit += bits;
    }
  }

  /** Returns where it is, for {@link #seek}. */
  int position() {
    return bit;
  }

  /** Goes back to a place that {@link #position()} returned. */
  void seek(int position) {
    bit = position;
  }

  long[] words() {
    return words;
  }

  /** Returns the words that are left, after {@link #align()}. */
  int wordsLeft() {
    return (end - bit) >>> 6;
  }

  /** Whether all that was read was there. */
  boolean isSound() {
    return sound;
  }

  /** Whether all was there and no whole word is left. */
  boolean isSoundEnd() {
    return sound && ((bit + 63) & -64) == end;
  }
}
