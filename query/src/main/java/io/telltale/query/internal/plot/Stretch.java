package io.telltale.query.internal.plot;

/**
 * The readings of one unbroken line within one column: the first, the last, and the first of the
 * smallest and of the largest.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none. <b>Lifetime:</b> reused.
 */
final class Stretch {
  /** The part that an extreme lies in, when its time is not known yet. */
  static final int KNOWN = -1;

  boolean empty = true;

  /** Whether a line starts with it, and when the reading stood that ended the line before. */
  boolean startsLine = true;

  long gapNs;
  long firstNs;
  double first;
  long lastNs;
  double last;
  long minNs;
  double min;
  int minPart;
  long maxNs;
  double max;
  int maxPart;

  void add(long timeNs, double value) {
    addBounds(timeNs, value, timeNs, value);
    if (value < min) {
      min = value;
      minNs = timeNs;
      minPart = KNOWN;
    }
    if (value > max) {
      max = value;
      maxNs = timeNs;
      maxPart = KNOWN;
    }
    empty = false;
  }

  void addBlock(
      int part,
      long blockFirstNs,
      double blockFirst,
      long blockLastNs,
      double blockLast,
      double blockMin,
      double blockMax) {
    addBounds(blockFirstNs, blockFirst, blockLastNs, blockLast);
    if (blockMin < min) {
      min = blockMin;
      minPart = part;
    }
    if (blockMax > max) {
      max = blockMax;
      maxPart = part;
    }
    empty = false;
  }

  private void addBounds(long fromNs, double from, long toNs, double to) {
    if (empty) {
      firstNs = fromNs;
      first = from;
      min = Double.POSITIVE_INFINITY;
      max = Double.NEGATIVE_INFINITY;
    }
    lastNs = toNs;
    last = to;
  }
}
