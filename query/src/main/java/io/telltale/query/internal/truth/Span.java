package io.telltale.query.internal.truth;

/**
 * The readings of a span of time that moves on, oldest first, in a ring.
 *
 * <p>Subclasses reckon an aggregate of them without ever subtracting, so that no error can pile up:
 * the older readings have aggregates from themselves to the last older one, the younger ones have
 * one together, and when the older ones are used up all become older ones.
 *
 * <p><b>Threading:</b> one thread. <b>Allocation:</b> none once it has grown to the most readings
 * that a span has held. <b>Lifetime:</b> reused series after series.
 */
abstract class Span {
  static final int FIRST_CAPACITY = 64;

  private long[] times = new long[FIRST_CAPACITY];
  private long[] values = new long[FIRST_CAPACITY];
  private int mask = FIRST_CAPACITY - 1;
  private long head;
  private long middle;
  private long tail;

  /** Forgets all. */
  final void clear() {
    head = 0;
    middle = 0;
    tail = 0;
    clearYounger();
  }

  /** Adds the youngest reading. */
  final void add(long timeNs, long value) {
    if (tail - head > mask) {
      grow();
    }
    int at = (int) tail & mask;
    times[at] = timeNs;
    values[at] = value;
    tail++;
    addYounger(value);
  }

  /** Removes the oldest reading. */
  final void remove() {
    if (head == middle) {
      turnOver();
    }
    leave(values[(int) head & mask]);
    head++;
  }

  /** Returns the number of readings. */
  final int size() {
    return (int) (tail - head);
  }

  /** Returns the oldest reading's time. */
  final long oldestTime() {
    return times[(int) head & mask];
  }

  /** Returns the oldest reading's value. */
  final long oldestValue() {
    return values[(int) head & mask];
  }

  /** Returns the number that the next reading to be added has; numbers are consecutive. */
  final long nextNumber() {
    return tail;
  }

  /** Returns the number of the oldest reading. */
  final long oldestNumber() {
    return head;
  }

  /** Returns the time of a reading by its number. */
  final long timeOf(long number) {
    return times[(int) number & mask];
  }

  /** Returns the value of a reading by its number. */
  final long valueOf(long number) {
    return values[(int) number & mask];
  }

  /** Returns where the aggregate of the older readings is, or -1 when there are none. */
  final int older() {
    return head == middle ? -1 : (int) head & mask;
  }

  private void turnOver() {
    int after = -1;
    for (long number = tail - 1; number >= head; number--) {
      int at = (int) number & mask;
      setOlder(at, values[at], after);
      after = at;
    }
    middle = tail;
    clearYounger();
  }

  private void grow() {
    int capacity = 2 * (mask + 1);
    times = moved(times, capacity);
    values = moved(values, capacity);
    growOlder(capacity);
    mask = capacity - 1;
  }

  /** Returns a larger ring with what a ring holds. */
  final long[] moved(long[] ring, int capacity) {
    long[] larger = new long[capacity];
    for (long number = head; number < tail; number++) {
      larger[(int) number & capacity - 1] = ring[(int) number & mask];
    }
    return larger;
  }

  /** Returns a larger ring with what a ring holds. */
  final double[] moved(double[] ring, int capacity) {
    double[] larger = new double[capacity];
    for (long number = head; number < tail; number++) {
      larger[(int) number & capacity - 1] = ring[(int) number & mask];
    }
    return larger;
  }

  /** The oldest reading is about to leave. */
  void leave(long value) {}

  /** No reading is younger any more. */
  void clearYounger() {}

  /** Adds a reading to the aggregate of the younger ones. */
  void addYounger(long value) {}

  /** Sets the aggregate from a reading on, given where the one of the next is, or -1. */
  void setOlder(int at, long value, int after) {}

  /** Makes room for the older ones' aggregates. */
  void growOlder(int capacity) {}
}
