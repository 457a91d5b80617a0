package io.telltale.peers;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows of an answer in the form that all engines share: up to four whole numbers (devices, times,
 * counts), which must agree exactly, and up to three doubles, which may differ by rounding. What a
 * question does not need is 0.
 */
final class Answer {
  static final int KEYS = 4;
  static final int VALUES = 3;
  private static final double TOLERANCE = 1e-9;

  private long[] keys = new long[64 * KEYS];
  private double[] values = new double[64 * VALUES];
  private int rows;

  /** Forgets all rows and keeps their room. */
  void clear() {
    rows = 0;
  }

  int rows() {
    return rows;
  }

  /** Adds a row of Q1: device, time, value. */
  void addLatest(int device, long timeNs, double value) {
    add(device, timeNs, 0, 0, value, 0, 0);
  }

  /** Adds a row of Q2: time, value. */
  void addReading(long timeNs, double value) {
    add(timeNs, 0, 0, 0, value, 0, 0);
  }

  /** Adds a row of Q3, Q4, Q7 and Q8. */
  void addRun(int device, long firstNs, long lastNs, long readings) {
    add(device, firstNs, lastNs, readings, 0, 0, 0);
  }

  /** Adds a row of Q5. */
  void addHour(int device, long startNs, long readings, double mean, double min, double max) {
    add(device, startNs, readings, 0, mean, min, max);
  }

  /** Adds a row of Q6. */
  void addPause(int device, long lastNs, long nextNs) {
    add(device, lastNs, nextNs, 0, 0, 0, 0);
  }

  /** Adds the row of Q9. */
  void addMean(long readings, double mean) {
    add(readings, 0, 0, 0, mean, 0, 0);
  }

  /** Adds a row as it is. */
  void add(long k0, long k1, long k2, long k3, double v0, double v1, double v2) {
    if ((rows + 1) * KEYS > keys.length) {
      keys = Arrays.copyOf(keys, 2 * keys.length);
      values = Arrays.copyOf(values, 2 * values.length);
    }
    int key = rows * KEYS;
    keys[key] = k0;
    keys[key + 1] = k1;
    keys[key + 2] = k2;
    keys[key + 3] = k3;
    int value = rows * VALUES;
    values[value] = v0;
    values[value + 1] = v1;
    values[value + 2] = v2;
    rows++;
  }

  /** One of a row's four whole numbers. */
  long key(int row, int number) {
    return keys[row * KEYS + number];
  }

  /** One of a row's three doubles. */
  double value(int row, int number) {
    return values[row * VALUES + number];
  }

  /** The same rows, ordered by their whole numbers. */
  Answer sorted() {
    Answer sorted = new Answer();
    IntStream.range(0, rows)
        .boxed()
        .sorted((a, b) -> Arrays.compare(keys, from(a), to(a), keys, from(b), to(b)))
        .forEach(
            row ->
                sorted.add(
                    key(row, 0),
                    key(row, 1),
                    key(row, 2),
                    key(row, 3),
                    value(row, 0),
                    value(row, 1),
                    value(row, 2)));
    return sorted;
  }

  /**
   * Compares with what was expected: the same rows, whole numbers exactly, doubles to a billionth.
   *
   * @param expected sorted
   * @return the first difference, in words, or null
   */
  String differenceFrom(Answer expected) {
    Answer actual = sorted();
    for (int row = 0; row < Math.min(actual.rows, expected.rows); row++) {
      if (!actual.agrees(row, expected)) {
        return "row " + row + ": expected " + expected.text(row) + ", got " + actual.text(row);
      }
    }
    if (actual.rows != expected.rows) {
      return "expected " + expected.rows + " rows, got " + actual.rows;
    }
    return null;
  }

  private boolean agrees(int row, Answer expected) {
    boolean same = Arrays.equals(keys, from(row), to(row), expected.keys, from(row), to(row));
    for (int i = 0; i < VALUES && same; i++) {
      double wanted = expected.value(row, i);
      same = Math.abs(value(row, i) - wanted) <= TOLERANCE * Math.abs(wanted);
    }
    return same;
  }

  private String text(int row) {
    return Arrays.toString(Arrays.copyOfRange(keys, from(row), to(row)))
        + Arrays.toString(Arrays.copyOfRange(values, row * VALUES, (row + 1) * VALUES));
  }

  private static int from(int row) {
    return row * KEYS;
  }

  private static int to(int row) {
    return (row + 1) * KEYS;
  }
}
