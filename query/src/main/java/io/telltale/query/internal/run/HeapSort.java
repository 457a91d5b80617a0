package io.telltale.query.internal.run;

/**
 * Sorts numbers in place; the library's sort takes memory of its own for long arrays.
 *
 * <p><b>Threading:</b> any thread. <b>Allocation:</b> none. <b>Lifetime:</b> no instances.
 */
final class HeapSort {
  private HeapSort() {}

  /** Sorts the first so many numbers. */
  static void sort(long[] numbers, int count) {
    for (int i = count / 2 - 1; i >= 0; i--) {
      sink(numbers, i, count);
    }
    for (int end = count - 1; end > 0; end--) {
      long most = numbers[0];
      numbers[0] = numbers[end];
      numbers[end] = most;
      sink(numbers, 0, end);
    }
  }

  private static void sink(long[] numbers, int from, int count) {
    long number = numbers[from];
    int hole = from;
    int child = 2 * hole + 1;
    while (child < count) {
      if (child + 1 < count && numbers[child + 1] > numbers[child]) {
        child++;
      }
      if (numbers[child] <= number) {
        break;
      }
      numbers[hole] = numbers[child];
      hole = child;
      child = 2 * hole + 1;
    }
    numbers[hole] = number;
  }
}
